"""The peer of a walk: SpiffWorkflow, its state read from JSON before each step and written after it."""

import json
import sqlite3
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

_STEPS = 12


def _process() -> bytes:
    """Twelve manual tasks in a row, as the steps of our SOP."""
    names = [f"langkah_{number}" for number in range(1, _STEPS + 1)]
    nodes = [
        '<bpmn:startEvent id="mulai"/>',
        *(f'<bpmn:manualTask id="{name}"/>' for name in names),
        '<bpmn:endEvent id="tamat"/>',
    ]
    order = ["mulai", *names, "tamat"]
    flows = [
        f'<bpmn:sequenceFlow id="alir_{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(pairwise(order))
    ]
    body = "".join((*nodes, *flows))
    space = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    process = f'<bpmn:process id="sop" isExecutable="true">{body}</bpmn:process>'
    return f"<bpmn:definitions {space}>{process}</bpmn:definitions>".encode()


class Walker:
    """A workflow that lives in one row of a database, WAL and FULL as ours."""

    def __init__(self, path: Path) -> None:
        parser: Any = BpmnParser()
        parser.add_bpmn_io(BytesIO(_process()))
        self._spec = parser.get_spec("sop")
        self._serializer = BpmnWorkflowSerializer()
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute("CREATE TABLE states (id INTEGER PRIMARY KEY, state TEXT)")
        self._number = 0

    def begin(self) -> None:
        """A new case."""
        workflow = BpmnWorkflow(self._spec)
        workflow.do_engine_steps()
        self._number += 1
        state = self._serializer.serialize_json(workflow)
        self.connection.execute("INSERT INTO states VALUES (?, ?)", (self._number, state))

    def step(self) -> None:
        """The ready task is done."""
        row = self.connection.execute("SELECT state FROM states WHERE id = ?", (self._number,)).fetchone()
        workflow = self._serializer.deserialize_json(row[0])
        task = next(iter(workflow.get_tasks(state=TaskState.READY, manual=True)))
        task.data["langkah"] = json.dumps({"hasil": "selesai", "alasan": ""})
        task.run()
        workflow.do_engine_steps()
        state = self._serializer.serialize_json(workflow)
        self.connection.execute("UPDATE states SET state = ? WHERE id = ?", (state, self._number))

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()
