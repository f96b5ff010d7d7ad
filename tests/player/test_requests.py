"""A host's "true" against what the browser saw: a commit is believed only when nothing speaks against it."""

import pytest
from playwright.sync_api import expect
from sitting import Launch, Sitting, short
from test_saving import NOT_SAVED, saved, standards

# A host as most are: it waits for its server, and hands to a beacon what gets nowhere, which is "true" to it.
WAITS = """const api = window.API ?? window.API_1484_11, name = window.API ? "LMSCommit" : "Commit", commit = api[name];
api[name] = (none) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/commit", false);
    try {
        request.send("values");
    } catch {
        navigator.sendBeacon("/commit?beacon", "values");
        return "true";
    }
    if (window.besides) fetch("/menu").catch(() => {});
    return request.status === 200 ? commit(none) : "false";
};"""
# One that does not wait.
GOES_ON = """const commit = API.LMSCommit;
API.LMSCommit = (none) => {
    fetch("/commit", { method: "POST" }).then(() => commit(none)).catch(() => {});
    return "true";
};"""
LOSES = "const commit = API.LMSCommit; API.LMSCommit = (none) => (window.isBack ? commit(none) : 'true');"


def server(sitting: Sitting, status: int) -> None:
    """Let the host's server answer from now on; 0: nothing gets there."""
    pattern, context = "**/commit*", sitting.lms.context
    context.unroute(pattern)
    if status:
        context.route(pattern, lambda route: route.fulfill(status=status, body="true"))
    else:
        context.route(pattern, lambda route: route.abort())


def again(sitting: Sitting) -> None:
    sitting.settle()
    sitting.course.evaluate("dispatchEvent(new Event('online'))")


@standards
def test_a_true_of_a_host_whose_request_got_nowhere_is_not_believed(launch: Launch, target: str) -> None:
    sitting = launch(target, before=WAITS)
    server(sitting, 0)
    sitting.answer("q-choice", "b")
    assert sitting.line == NOT_SAVED
    again(sitting)
    assert sitting.line == NOT_SAVED
    server(sitting, 200)
    again(sitting)
    assert sitting.line == ""
    assert short("q-choice") + "b" in saved(sitting)
    sitting.faults.clear()  # the browser's own words about its requests


def test_a_request_that_fails_afterwards_is_seen_and_told_again(launch: Launch) -> None:
    sitting = launch("scorm12", before=GOES_ON)
    expect(sitting["#line"]).to_have_text(NOT_SAVED)  # the first commit got nowhere
    server(sitting, 200)
    again(sitting)
    expect(sitting["#line"]).to_be_hidden()
    server(sitting, 503)
    sitting.answer("q-several", "ac")
    expect(sitting["#line"]).to_have_text(NOT_SAVED)
    server(sitting, 200)
    again(sitting)
    expect(sitting["#line"]).to_be_hidden()
    sitting.lms.wait_for_function("lms.stored['cmi.suspend_data'].includes(' ') === false")
    assert short("q-several") + "ac" in saved(sitting)
    sitting.faults.clear()


def test_what_fails_beside_a_commit_that_arrived_says_nothing(launch: Launch) -> None:
    sitting = launch("scorm12", before=f"{WAITS}; window.besides = true")
    server(sitting, 200)
    again(sitting)
    sitting.answer("q-choice", "b")
    sitting.lms.wait_for_timeout(100)
    assert sitting.line == ""
    sitting.faults.clear()


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
def test_without_a_network_nothing_is_said_to_be_saved(launch: Launch, target: str) -> None:
    loses = LOSES if target == "scorm12" else LOSES.replace("API.LMSCommit", "API_1484_11.Commit")
    sitting = launch(target, before=loses)
    sitting.lms.context.set_offline(True)
    sitting.answer("q-choice", "b")
    assert sitting.line == NOT_SAVED
    sitting.lms.evaluate("window.isBack = true")
    sitting.lms.context.set_offline(False)  # the browser says so to the page
    expect(sitting["#line"]).to_be_hidden()
    assert short("q-choice") + "b" in saved(sitting)


def test_an_lms_on_this_computer_needs_no_network(launch: Launch) -> None:
    sitting = launch("scorm12", before=WAITS)
    server(sitting, 200)
    again(sitting)
    sitting.lms.context.set_offline(True)
    sitting.answer("q-choice", "b")
    assert sitting.line == ""
    assert short("q-choice") + "b" in saved(sitting)
    sitting.lms.context.set_offline(False)
    sitting.faults.clear()


def test_what_was_stored_while_nobody_could_see_it_is_told_again_when_the_page_shows(launch: Launch) -> None:
    sitting = launch("scorm12", before=LOSES)
    sitting.go("q-choice-screen")
    sitting.give("q-choice", "b")
    sitting.course.evaluate(
        """() => {
            document.querySelector("[data-question=q-choice] [data-do=check]").click();
            const show = (value) => {
                Object.defineProperty(document, "visibilityState", { value, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            };
            show("hidden");
            parent.isBack = true;
            show("visible");
        }"""
    )
    assert short("q-choice") + "b" in saved(sitting)
    assert list(sitting.interactions()) == ["q-choice"]
    assert sitting.line == ""
    before = sitting.commits
    sitting.course.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert sitting.commits == before


def test_a_promise_that_comes_to_nothing_is_told_again(launch: Launch) -> None:
    before = """const commit = API.LMSCommit;
    API.LMSCommit = (none) => (window.isGone ? Promise.reject(new Error("gone")) : Promise.resolve(commit(none)));"""
    sitting = launch("scorm12", before=before)
    sitting.lms.evaluate("window.isGone = true")
    sitting.answer("q-choice", "b")
    expect(sitting["#line"]).to_have_text(NOT_SAVED)
    sitting.lms.evaluate("window.isGone = false")
    again(sitting)
    assert sitting.line == ""
    assert short("q-choice") + "b" in saved(sitting)
