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
            // A pass that no question stands behind is never reached; `check` refuses such a module.
            if (completion !== "screens" && !scored.includes(true)) {
                if (outcomeOf(module, state)) stuck.push(["completed", completion, pass, scored, met, given]);
                continue;
            }
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


# The same where questions are drawn and tries are limited. Every state that can be reached from the beginning is tried:
# by going to a screen, answering what is open rightly or wrongly, drawing others and starting again where these are
# offered, and by coming back another day. From each, doing what is left and offered leads to completion.
BANKED = """() => {
    const { decode, encode, leftOf, outcomeOf, waysOf, runOf, triesLeft } = player;
    const stuck = [];
    let states = 0;
    const key = { right: ["a"] };
    const copyOf = (state) => structuredClone(state);
    for (const completion of ["screens", "pass", "both"])
    for (const pass of [0, 60, 100])
    for (const tries of [undefined, 1, 2])
    for (const shows of tries === 2 ? [undefined, 1] : [undefined])
    for (const [size, draw, others] of [[2, 1, 0], [2, 1, 1], [3, 1, 0], [3, 2, 0], [2, 2, 1], [0, 0, 2]]) {
        const bank = size ? "all" : undefined;
        const names = [...Array(size + others).keys()].map((number) => `q${number}`);
        const made = (_, index) => ({ type: "choice", scored: true, points: index + 1, key, tries, shows,
            short: `q00${index}`, stamp: "zz", bank: index < size ? bank : undefined });
        const questions = Object.fromEntries(names.map((name, index) => [name, made(name, index)]));
        const screens = [...names.map((id, index) => ({ id: `${id}-screen`, short: `s00${index}`, questions: [id] })),
            { id: "result", short: "rrrr", questions: [] }];
        const module = { id: "m", completion, pass, screens, questions, banks: size ? { all: draw } : {} };
        const meet = (state, id) => { if (!state.met.includes(id)) state.met.push(id); };
        const offers = (state) => {
            const deeds = [];
            for (const { id, questions: asked } of runOf(module, state)) {
                if (!state.met.includes(id)) deeds.push((one) => meet(one, id));
                for (const name of asked.filter((one) => triesLeft(module, state, one)))
                    for (const codes of "ab") deeds.push((one) => {
                        meet(one, id);
                        player.giveAnswer(module, one, name, codes);
                    });
            }
            const { banks, isClosed } = waysOf(module, state);
            if (banks.length) deeds.push((one) => player.drawOthers(module, one, banks));
            if (isClosed) deeds.push((one) => player.startAgain(module, one));
            return deeds;
        };
        const nameOf = ({ met, answers, tries, draw }) =>
            JSON.stringify([[...met].sort(), Object.entries(answers).sort(), Object.entries(tries).sort(), draw]);
        const first = decode(module, "");
        const found = new Map([[nameOf(first), first]]);
        for (const state of found.values()) {
            states += 1;
            const one = decode(module, encode(module, state));
            if (nameOf(one) !== nameOf(state)) stuck.push(["saved", state, one]);
            for (let round = 0; round < 5 && !outcomeOf(module, one); round += 1) {
                const left = leftOf(module, one);
                for (const { id } of left.screens) meet(one, id);
                const open = [...left.questions, ...left.again].filter((name) => triesLeft(module, one, name));
                for (const name of open) player.giveAnswer(module, one, name, "a");
                if (!open.length && waysOf(module, one).isClosed) player.startAgain(module, one);
            }
            if (!outcomeOf(module, one)) stuck.push([completion, pass, tries, size, draw, others, state]);
            for (const deed of offers(state)) {
                const next = copyOf(state);
                deed(next);
                next.round = 0;
                if (!found.has(nameOf(next))) found.set(nameOf(next), next);
            }
        }
    }
    return { states, stuck: stuck.slice(0, 5) };
}"""


def test_no_state_of_a_small_module_with_banks_and_tries_is_a_dead_end(lab: Page) -> None:
    found = lab.evaluate(BANKED)
    assert found["stuck"] == []
    assert found["states"] > 10_000
