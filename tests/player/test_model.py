"""Every state of every small module, one after the other: from each of them completion can be reached."""

from playwright.sync_api import Page

# Modules of one to three screens and up to two questions, scored or not, under every rule and several pass marks; in
# each, every set of screens met and every answer given or not. All that is tried is what is said to be left.
EXPLORE = """() => {
    const { fresh, leftOf, outcomeOf } = player;
    const stuck = [];
    let states = 0;
    const key = { right: ["a"] };
    const asked = (scored, index) => [`q${index}`, { type: "choice", scored, points: index + 1, key }];
    const answered = (all, _, index) =>
        all.flatMap((some) => [some, { ...some, [`q${index}`]: "a" }, { ...some, [`q${index}`]: "b" }]);
    const subsets = (list) => list.reduce((all, one) => [...all, ...all.map((some) => [...some, one])], [[]]);
    for (const completion of ["screens", "pass", "both"])
    for (const pass of [0, 50, 80, 100])
    for (const count of [1, 2, 3])
    for (const scored of [[], [true], [false], [true, true], [true, false], [false, false]]) {
        const names = ["s1", "s2", "s3"].slice(0, count);
        const questions = Object.fromEntries(scored.map(asked));
        const screens = [...names, "result"].map((id) => ({ id, questions: [] }));
        const module = { id: "m", completion, pass, screens, questions };
        const answers = scored.reduce(answered, [{}]);
        for (const met of subsets([...names, "result"]))
        for (const given of answers) {
            const state = { ...fresh(), met: [...met], answers: { ...given } };
            states += 1;
            for (let round = 0; round < 3 && !outcomeOf(module, state); round += 1) {
                const left = leftOf(module, state);
                if (left.screens.length + left.questions.length + left.again.length === 0) break;
                state.met.push(...left.screens.map(({ id }) => id));
                for (const id of [...left.questions, ...left.again]) state.answers[id] = "a";
            }
            if (!outcomeOf(module, state)) stuck.push([completion, pass, count, scored, met, given]);
        }
    }
    return { states, stuck: stuck.slice(0, 5) };
}"""


def test_no_state_of_a_small_module_is_a_dead_end(lab: Page) -> None:
    found = lab.evaluate(EXPLORE)
    assert found["stuck"] == []
    assert found["states"] > 10_000
