"""The benchmark sees nothing of the future, fits nothing to what it shows, and repeats itself."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from benchmarks.quality import measures
from benchmarks.quality.fit import examples, fitted, training
from benchmarks.quality.logs import Cut, Log, Plan, read_log
from benchmarks.quality.page import html_page
from benchmarks.quality.run import as_json, model_without, run
from benchmarks.quality.table import text_table
from benchmarks.quality.tie_tasks import DAYS, last_share
from benchmarks.quality.ties import rivals, ties_at
from netkit.ties.network_lapse import DEFAULTS

DAY = 86_400.0


def invented(name: str, seed: int, people: int = 40, days: int = 120) -> Log:
    """Thirty ties per ten people, each with a beginning and a pace; a third of them end midway."""
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(3 * people):
        a, b = random.choice(people, 2, replace=False).tolist()
        end = days if random.random() > 1 / 3 else days / 2
        gaps = random.exponential(random.uniform(1, 12), 200)
        moments = random.uniform(0, 0.8 * days) + np.cumsum(gaps)
        for moment in moments[moments < end]:
            rows.append((float(moment * DAY), *((a, b) if random.random() < 0.6 else (b, a))))
    rows.sort()
    seconds, source, target = (np.array(column) for column in zip(*rows, strict=True))
    return Log(name, Plan((60, 80), 20, days), source, target, seconds)


ONE, OTHER = invented("one", 1), invented("other", 2)


def with_another_future(log: Log, after: float) -> Log:
    """Return the log with all that came after a moment turned round and moved."""
    later = log.seconds > after
    source = np.where(later, log.target[::-1], log.source)
    target = np.where(later, np.where(source == 0, 1, 0), log.target)
    return replace(log, source=source, target=target)


def test_what_is_said_at_a_cut_does_not_know_what_came() -> None:
    cut = next(ONE.cuts())
    other = Cut(with_another_future(ONE, cut.now), cut.now)
    assert other.future.keys() != cut.future.keys()
    here, there = ties_at(cut, DEFAULTS), ties_at(other, DEFAULTS)
    assert here.a == there.a
    for name, values in here.netkit.items():
        assert values.tolist() == there.netkit[name].tolist()
    theirs = rivals(other, there)
    for name, values in rivals(cut, here).items():
        assert values.tolist() == theirs[name].tolist()
    assert here.coming.tolist() != there.coming.tolist()


@pytest.mark.slow
def test_what_came_after_the_period_ahead_changes_no_figure() -> None:
    last = list(ONE.cuts())[-1]
    end = last.now + last.horizon * DAY
    cropped = run([with_another_future(ONE, end), OTHER])
    assert as_json(cropped)["figures"] == as_json(run([ONE, OTHER]))["figures"]


def test_a_log_is_shown_with_a_model_of_the_others() -> None:
    seen = {log.name: [examples(cut) for cut in log.cuts()] for log in (ONE, OTHER)}
    assert model_without("one", seen) == fitted([seen["other"]])
    assert model_without("one", {"one": seen["one"]}) is DEFAULTS


def test_a_fit_also_sees_how_a_log_begins() -> None:
    ages = [-np.log2(each.youth) for each in training(ONE)]
    assert ages == pytest.approx([0.5, 1, 3, 4])  # periods of 20 days; the plan cuts at 60 and 80


def test_the_base_rate_one_can_know_is_that_of_the_period_just_over() -> None:
    cut = next(ONE.cuts())
    then = ties_at(Cut(ONE, cut.now - cut.horizon * DAY), DEFAULTS)
    known = then.contact_days >= DAYS
    expected = float((then.coming == 0)[known].mean())
    assert last_share(ties_at(cut, DEFAULTS), cut.horizon) == pytest.approx(expected, abs=0.03)


def test_a_brokers_own_view_holds_nobody_elses_ties() -> None:
    cut = next(ONE.cuts())
    broker = cut.net.people[3]
    net = Cut(cut.log.of(broker), cut.now).net
    assert all(broker in (net.people[a], net.people[b]) for a, b in zip(net.a, net.b, strict=True))


@pytest.mark.slow
def test_twice_gives_the_same_text_page_and_values() -> None:
    first, second = run([ONE, OTHER]), run([ONE, OTHER])
    assert text_table(first.figures) == text_table(second.figures)
    assert html_page(*first) == html_page(*second)
    assert json.dumps(as_json(first)) == json.dumps(as_json(second))


def test_the_table_has_every_task_on_every_log() -> None:
    figures = run([ONE, OTHER]).figures
    tasks = {(each.task, each.log) for each in figures if each.method == "netkit"}
    expected = {
        "lapse", "live ties", "slowdown", "strength", "balance", "introduction",
        "introduction, broker's own log", "lapse, owner's own log",
    }  # fmt: skip
    assert {task for task, _ in tasks} == expected
    assert len(tasks) == 2 * len(expected)


def test_the_page_fetches_and_runs_nothing() -> None:
    named = replace(ONE, name="</script><b>one")
    page = html_page(*run([named, OTHER]))
    assert "<script" not in page
    assert "http:" not in page
    assert "https:" not in page
    assert "<b>one" not in page
    assert "<polyline" in page


def test_the_area_under_the_curve_is_mann_whitneys() -> None:
    random = np.random.default_rng(6)
    true, score = random.random(80) < 0.4, random.integers(0, 9, 80).astype(float)
    expected = stats.mannwhitneyu(score[true], score[~true]).statistic / (
        true.sum() * (~true).sum()
    )
    assert measures.auc(true, score) == pytest.approx(expected)
    other = random.integers(0, 5, 80).astype(float)
    assert measures.spearman(score, other) == pytest.approx(stats.spearmanr(score, other)[0])


def test_precision_down_the_ranking() -> None:
    true, score = np.array([True, False, True, False]), np.array([4.0, 3.0, 2.0, 1.0])
    assert measures.average_precision(true, score) == pytest.approx((1 + 2 / 3) / 2)
    assert measures.hits(true, score, 2) == 0.5
    assert measures.roc(true, score)[-1] == (1.0, 1.0)
    assert measures.log_loss(true, np.full(4, 0.5)) == pytest.approx(np.log(2))


def test_a_log_is_read_in_the_order_of_time(tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_text("source,target,timestamp,channel\n1,2,86400,sms\n2,3,0,call\n")
    log = read_log(path)
    assert log.name == "tiny"
    assert log.source.tolist() == [2, 1]
    assert log.plan.horizon == pytest.approx(0.1)
