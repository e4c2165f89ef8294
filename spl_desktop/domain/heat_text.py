"""What the office lens says in words: a sentence for each step and each way back, and one for the whole picture."""

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.heat import Heat, Return, StepHeat, StepTokens, Tokens
from spl_desktop.domain.percentiles import SLOW_PER_CENT
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.text import number_text


def per_cent(share: float) -> str:
    """A share from 0 to 1 in whole per cent."""
    return f"{round(100 * share)}%"


def days_text(days: float) -> str:
    """So many hari kerja."""
    return f"{number_text(days)} hari kerja"


def step_words(sop: Sop, number: int, text: str) -> str:
    """Which step it is."""
    return f"Langkah {number} dari {len(sop.steps)}: {text.rstrip('.')}."


def tokens_words(here: StepTokens) -> str:
    """How many cases stand at the step, how many of them late or on hold, and which is the oldest."""
    if not here.open:
        return "Tidak ada kasus di langkah ini."
    told = [f"{here.open} kasus berada di langkah ini"]
    if here.overdue:
        told.append(f"{here.overdue} terlambat")
    if here.held:
        told.append(f"{here.held} ditunda")
    oldest = f"Paling lama: nomor agenda {here.oldest_agenda}, {days_text(here.oldest_days)} sejak masuk langkah ini."
    return f"{', '.join(told)}. {oldest}"


def heat_words(here: StepHeat) -> str:
    """How long the step takes, and how many of its visits kept the standard."""
    if here.median is None or here.slow is None or here.share is None:
        return "Tidak ada kunjungan yang berakhir pada periode ini."
    return (
        f"{number_text(here.ended)} kunjungan berakhir: median {days_text(here.median)}, {SLOW_PER_CENT}% paling lama "
        f"{days_text(here.slow)}. {number_text(here.within)} dari {number_text(here.ended)} "
        f"({per_cent(here.share)}) memenuhi waktu baku "
        f"{here.standard}."
    )


def return_words(back: Return) -> str:
    """How often the way back was taken."""
    where = f"Dari langkah {back.source_number} kembali ke langkah {back.target_number}"
    label = f" ({back.label})" if back.label else ""
    if back.share is None:
        return f"{where}{label}: tidak ada kunjungan yang berakhir."
    return f"{where}{label}: {back.count} dari {back.ended} kunjungan ({per_cent(back.share)})."


def tokens_sentence(sop: Sop, tokens: Tokens, step: str) -> str:
    """Everything that the picture shows about a step today."""
    here = tokens.at(step)
    return f"{step_words(sop, here.number, here.text)} {tokens_words(here)}"


def heat_sentence(sop: Sop, heat: Heat, step: str) -> str:
    """Everything that the picture shows about a step in the period."""
    here = heat.at(step)
    told = [step_words(sop, here.number, here.text), heat_words(here)]
    if here.ended:
        told += [return_words(one) for one in heat.returns_of(step)]
    return " ".join(told)


def tokens_summary(tokens: Tokens) -> str:
    """The whole office today."""
    if not tokens.open:
        return "Tidak ada kasus terbuka menurut versi SOP ini."
    late = f"{tokens.overdue} terlambat" if tokens.overdue else "tidak ada yang terlambat"
    return f"{tokens.open} kasus terbuka, {late}."


def heat_summary(heat: Heat) -> str:
    """The whole period."""
    days = f"{letter_date(heat.start)} sampai {letter_date(heat.end)}"
    if not heat.ended:
        return f"Tidak ada kunjungan langkah yang berakhir pada {days}."
    within = sum(one.within for one in heat.steps)
    back = sum(one.count for one in heat.returns)
    told = f"{heat.ended} kunjungan berakhir pada {days}, {per_cent(within / heat.ended)} memenuhi waktu baku"
    return f"{told}, {back} dikembalikan." if back else f"{told}."
