package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.NamesTask;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What a person types for a task, and how lists look on a terminal, in a pipe and as data. */
class ListsForPeopleTest {
  private static final byte[] NOTHING = new byte[0];
  private static final String ONE = "task-1a2b3c4d5e6f7081";
  private static final String OTHER = "task-1a2b3cffffffffff";
  private static final String CHAIN = "chain-77770000ffff1111";

  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private static String task(String id, String title) {
    return "{\"id\":\""
        + id
        + "\",\"state\":\"completed\",\"title\":\""
        + title
        + "\",\"prompt\":\"ask\",\"attempts\":1,\"max_attempts\":1,\"cost_microdollars\":10000,"
        + "\"cost_known\":true,\"result\":{\"output\":\"the answer\",\"outcome\":\"completed\"}}";
  }

  private static String page(String... tasks) {
    return "{\"items\":[" + String.join(",", tasks) + "],\"total\":" + tasks.length + "}";
  }

  private String found(String word) {
    return "GET /v1/tasks?id=" + word + "&limit=6";
  }

  private String newest(String list, int before) {
    String dir = URLEncoder.encode(temp.resolve("project").toString(), StandardCharsets.UTF_8);
    return "GET /v1/" + list + "?dir=" + dir + "&limit=1&offset=" + before;
  }

  @Test
  void aTaskThatWaitsForMoreThanItsTurnSaysSoBesideItsState() {
    String dir = URLEncoder.encode(temp.resolve("project").toString(), StandardCharsets.UTF_8);
    String pending =
        task(ONE, "one")
            .replace("\"completed\",\"title\"", "\"pending\",\"waits_for\":\"money\",\"title\"");
    String turn = pending.replace("\"money\"", "null").replace(ONE, OTHER);
    daemon.answer("GET /v1/tasks?dir=" + dir + "&limit=50&offset=0", 200, page(pending, turn));
    assertThat(calls.run("tasks").out().lines())
        .anyMatch(line -> line.startsWith(ONE + "  pending (money)  "))
        .anyMatch(line -> line.startsWith(OTHER + "  pending          "));
  }

  @Test
  void aTaskIsNamedByTheBeginningOfItsId() {
    daemon.answer(found("1a2b"), 200, page(task(ONE, "one")));
    daemon.answer(found("task-1a2b3c4"), 200, page(task(ONE, "one")));
    daemon.answer("POST /v1/tasks/" + ONE + "/cancel", 200, task(ONE, "one"));
    assertThat(calls.run("cancel", "1a2b", "task-1a2b3c4").out())
        .isEqualTo(ONE + " completed\n" + ONE + " completed\n");
    daemon.answer("GET /v1/chains/" + CHAIN, 200, "{\"status\":\"completed\",\"total_steps\":1}");
    daemon.answer(found("chain-7777"), 200, page(task(CHAIN, "all")));
    assertThat(calls.run("chain", "show", "7777").out()).startsWith(CHAIN + " completed");
  }

  @Test
  void aWholeIdIsAskedForAtOnceAndWhatNothingBeginsWithStaysAsItWasTyped() {
    daemon.answer("POST /v1/tasks/" + ONE + "/cancel", 200, task(ONE, "one"));
    calls.run("cancel", ONE);
    daemon.answer(found("task-abcd"), 200, page());
    daemon.answer(
        "GET /v1/tasks/task-abcd", 404, "{\"code\":\"task_not_found\",\"detail\":\"no\"}");
    Calls.Call unknown = calls.run("task", "--json", "task-abcd");
    assertThat(unknown.code()).isEqualTo(5);
    assertThat(unknown.err()).contains("task_not_found");
    assertThat(daemon.requests().peek())
        .isEqualTo("POST /v1/tasks/" + ONE + "/cancel " + "{\"why\":\"cancelled by the user\"}");
  }

  @Test
  void aBeginningOfSeveralIdsIsRefusedWithThem() {
    daemon.answer(found("1a2b3c"), 200, page(task(ONE, "Fix the parser"), task(OTHER, "b")));
    Calls.Call refused = calls.run("logs", "1a2b3c");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("more than one id begins with 1a2b3c:\n  " + ONE + "  completed  Fix the parser")
        .contains("\n  " + OTHER + "  completed  b");
    assertThat(calls.run("logs", "--json", "1a2b3c").err())
        .contains(
            "\"code\":\"id_ambiguous\"", "\"candidates\":[\"" + ONE + "\",\"" + OTHER + "\"]");
    Calls.Call tooShort = calls.run("logs", "1a2");
    assertThat(tooShort.code()).isEqualTo(5);
    assertThat(tooShort.err()).contains("give 4 digits or more");
  }

  @Test
  void theNewestTasksAreCountedFromTheLast() {
    daemon.answer(newest("tasks", 0), 200, page(task(ONE, "one")));
    daemon.answer(newest("tasks", 1), 200, page(task(OTHER, "b")));
    daemon.answer(newest("tasks", 8), 200, "{\"items\":[],\"total\":2}");
    daemon.answer(newest("chains", 0), 200, "{\"items\":[{\"chain_id\":\"" + CHAIN + "\"}]}");
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "one"));
    daemon.answer("GET /v1/tasks/" + OTHER, 200, task(OTHER, "b"));
    daemon.answer("GET /v1/chains/" + CHAIN, 200, "{\"status\":\"completed\",\"total_steps\":1}");
    assertThat(calls.run("task", "@last").out()).contains(ONE);
    assertThat(calls.run("task", "@1").out()).contains(ONE);
    assertThat(calls.run("task", "@2").out()).contains(OTHER);
    assertThat(calls.run("chain", "show", "@last").out()).startsWith(CHAIN);
    Calls.Call none = calls.run("task", "@9");
    assertThat(none.code()).isEqualTo(5);
    assertThat(none.err()).contains("@9 is none: ", " has 2 tasks");
    for (String word : List.of("@0", "@-1", "@first", "@")) {
      Calls.Call wrong = calls.run("task", word);
      assertThat(wrong.code()).isEqualTo(5);
      assertThat(wrong.err()).contains(word + " is none: @last, or @1, is the newest");
    }
  }

  @Test
  void theWorkOfAMailIsNamedByTheMailsId() {
    String dir = URLEncoder.encode(temp.resolve("project").toString(), StandardCharsets.UTF_8);
    daemon.answer(
        "GET /v1/mail/how-long?dir=" + dir,
        200,
        "{\"mail\":[{\"id\":\"how-long\",\"task_id\":\"" + ONE + "\"}]}");
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "one"));
    assertThat(calls.run("task", "how-long").out()).contains(ONE);
    daemon.answer("GET /v1/mail/short?dir=" + dir, 404, "{\"code\":\"mail_not_found\"}");
    daemon.answer(
        "GET /v1/tasks/short",
        404,
        "{\"code\":\"task_not_found\",\"detail\":\"task not found: short\"}");
    assertThat(calls.run("task", "short").err()).contains("task not found: short");
  }

  @Test
  void whateverIsSaidToBeATasksIdMayBeSaidInShort() {
    List<String> names = new ArrayList<>();
    for (String name : Commands.NAMES) {
      List<String> actions = Commands.actions(name);
      names.addAll(
          actions.isEmpty()
              ? List.of(name)
              : actions.stream().map(action -> name + " " + action).toList());
    }
    int named = 0;
    for (String name : names) {
      Command command = Commands.named(name);
      assertThat(command).as(name).isNotNull();
      for (ArgSpec argument : new CommandLine(command).getCommandSpec().args()) {
        String what = String.join(" ", argument.description()).toLowerCase(Locale.ROOT);
        boolean isId =
            argument.paramLabel().equals("ID") && (what.contains("task") || what.contains("chain"));
        boolean isMarked =
            argument.userObject() instanceof Field field
                && field.isAnnotationPresent(NamesTask.class);
        if (isId && !name.startsWith("control")) {
          named++;
          assertThat(isMarked).as(name + " " + argument.paramLabel() + ": " + what).isTrue();
        }
      }
    }
    assertThat(named).isGreaterThan(15);
  }

  @Test
  void aListSaysWhatEachTaskIsAboutAndFitsTheTerminal() {
    String wide = "修复解析器并且更新所有的文档页面和例子以便每个人都能读懂它们的意思";
    daemon.answer(
        newest("tasks", 0).replace("limit=1", "limit=50"),
        200,
        page(
            task(ONE, wide + wide),
            task(OTHER, "x".repeat(100)),
            task("task-9999000000000000", "👩‍👩‍👧 e\\u0301 한국 ✅ 🇩🇪 ♥ 🌡 ok")));
    for (int columns : new int[] {80, 200}) {
      String out =
          calls
              .with("COLUMNS", "" + columns)
              .with("LINES", "24")
              .runWith(NOTHING, true, "tasks")
              .out()
              .replaceAll("\u001b\\[[0-9;]*m", "");
      List<String> lines = out.lines().toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.get(1)).startsWith("1a2b3c4 ").contains("修复解析器");
      assertThat(lines.get(2)).startsWith("1a2b3cf ");
      assertThat(lines.get(3)).startsWith("999900 ").endsWith("ok");
      assertThat(out).doesNotContain("the answer");
      for (String line : lines) {
        assertThat(columns(line)).as(line).isLessThanOrEqualTo(columns);
      }
      assertThat(lines.get(1).contains("…")).isEqualTo(columns == 80);
    }
  }

  /** As wcwidth counts what these tests print. */
  private static int columns(String line) {
    return line.codePoints()
        .map(c ->
            c >= 0x4e00 && c < 0xa000
                    || c >= 0xac00 && c < 0xd7a4
                    || c == 0x1f469
                    || c == 0x1f467
                    || c == 0x2705
                ? 2
                : c == 0x200d || c == 0x301 ? 0 : 1)
        .sum();
  }

  @Test
  void columnsStandBelowEachOtherWhateverIsInThem() {
    String task =
        "{\"state\":\"completed\",\"slot_id\":\"%s\",\"title\":\"end\",\"id\":\"x\",\"attempts\":1}";
    String list = newest("tasks", 0).replace("limit=1", "limit=50");
    List<String> slots = List.of("修复", "✅ok", "🇩🇪ab", "e\u0301abc", "한국", "♥🌡ab");
    daemon.answer(list, 200, page(slots.stream().map(task::formatted).toArray(String[]::new)));
    assertThat(
            calls
                .run("tasks")
                .out()
                .lines()
                .skip(1)
                .map(line -> columns(line.substring(0, line.indexOf("end"))))
                .distinct())
        .hasSize(1);
  }

  @Test
  void aPipeGetsWholeIdsAndAsWideAListHasAllOfIt() {
    String list = newest("tasks", 0).replace("limit=1", "limit=50");
    daemon.answer(list, 200, page(task(ONE, "y".repeat(100)), task(OTHER, "b")));
    String piped = calls.run("tasks").out();
    assertThat(piped).contains("\n" + ONE + "  completed  ", "y".repeat(59) + "…", "\n" + OTHER);
    String terminal = calls.runWith(NOTHING, true, "tasks", "-o", "wide").out();
    assertThat(terminal).contains(ONE, "y".repeat(100));
  }

  @Test
  void anAnswerIsPrintedInTheFormThatIsAskedFor() {
    String answer = "{\"id\":\"" + ONE + "\",\"a\":[1,{\"b\":\"no\",\"c\":[]}],\"d\":\"x: #\\n\"}";
    daemon.answer("GET /v1/tasks/" + ONE, 200, answer);
    assertThat(calls.run("task", "-o", "json", ONE).out()).isEqualTo(answer + "\n");
    assertThat(calls.run("task", "--json", ONE).out()).isEqualTo(answer + "\n");
    assertThat(calls.run("task", "-o", "yaml", ONE).out())
        .isEqualTo(
            """
            ---
            id: task-1a2b3c4d5e6f7081
            a:
              - 1
              - b: "no"
                c: []
            d: "x: #\\n"
            """);
    Calls.Call wrong = calls.run("task", "-o", "xml", ONE);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("xml").containsIgnoringCase("yaml");
    daemon.answer("GET /v1/tasks/" + OTHER, 404, "{\"code\":\"task_not_found\",\"detail\":\"no\"}");
    for (String[] form : new String[][] {{"-o", "json"}, {"-ojson"}, {"--format=yaml"}}) {
      List<String> words = new ArrayList<>(List.of("task", OTHER));
      words.addAll(List.of(form));
      assertThat(calls.run(words.toArray(String[]::new)).err()).startsWith("{\"error\":");
    }
  }

  @Test
  void aTaskIsToldToAPersonAndDumpedForAPipe() {
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "Fix the parser"));
    String told = calls.runWith(NOTHING, true, "task", ONE).out();
    assertThat(told)
        .contains("Fix the parser", ONE + " completed, $0.01", "asked", "said", "the answer")
        .contains("next: agentpool result " + ONE)
        .doesNotContain("cost_microdollars");
    assertThat(calls.run("task", ONE).out()).contains("title: Fix the parser\n", "attempts: 1");
  }

  @Test
  void logsShowWhatToolsGaveBack() {
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "x"));
    daemon.chunked(
        "GET /v1/tasks/" + ONE + "/events?follow=false&after=0",
        "text/event-stream",
        "id: 1\nevent: tool_use\ndata: {\"tool\":\"Bash\",\"summary\":\"ls\"}\n\n"
            + "id: 2\nevent: tool_result\ndata: {\"failed\":false,\"summary\":\"a\\nb\\nc\"}\n\n");
    assertThat(calls.run("logs", ONE).out()).isEqualTo("→ Bash ls\n  ← a (+2 lines)\n");
  }

  @Test
  void aLongLineOfALogIsBrokenBetweenWordsOnATerminalAlone() {
    String words = "sixteen letters ".repeat(8).strip();
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "x"));
    daemon.chunked(
        "GET /v1/tasks/" + ONE + "/events?follow=false&after=0",
        "text/event-stream",
        "id: 1\nevent: text\ndata: {\"text\":\"" + words + "\"}\n\n");
    assertThat(calls.runWith(NOTHING, true, "logs", ONE).out())
        .isEqualTo(
            "sixteen letters ".repeat(5).strip()
                + "\n"
                + "sixteen letters ".repeat(3).strip()
                + "\n");
    assertThat(calls.run("logs", ONE).out()).isEqualTo(words + "\n");
  }

  @Test
  void whatToDoNextWithATaskIsALineEach() {
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "x"));
    assertThat(calls.runWith(NOTHING, true, "task", ONE).out())
        .contains("next: agentpool result " + ONE + "\n  or: agentpool logs " + ONE);
  }

  @Test
  void watchLeavesOutWhatOnlyAgentpoolGoesBy() {
    daemon.chunked(
        "GET /v1/journal?after=1&follow=true&limit=4",
        "text/event-stream",
        "id: 2\ndata: {\"seq\":2,\"kind\":\"note_put\",\"space\":\"webhook_cursor\"}\n\n"
            + "id: 3\ndata: {\"seq\":3,\"kind\":\"claimed\",\"task_id\":\"close-12\"}\n\n"
            + "id: 4\ndata: {\"seq\":4,\"kind\":\"note_put\",\"space\":\"context\"}\n\n"
            + "id: 5\ndata: {\"seq\":5,\"kind\":\"claimed\",\"task_id\":\"task-12\"}\n\n");
    Calls.Call call = calls.run("watch", "--all", "--after", "1", "--limit", "4");
    assertThat(call.code()).isZero();
    assertThat(call.out().lines()).hasSize(2);
    assertThat(call.out()).contains("note_put", "task-12").doesNotContain("close-12");
  }

  @Test
  void asWideAListHasTheColumnsThatAPersonSeldomNeeds() {
    String done =
        task(ONE, "one")
            .replace("\"outcome\":", "\"provider\":\"claude\",\"model\":\"opus\",\"outcome\":")
            .replaceFirst("}}$", ",\"workspace\":{\"branch\":\"agent/one\"}}}");
    daemon.answer(newest("tasks", 0).replace("limit=1", "limit=50"), 200, page(done));
    assertThat(calls.run("tasks", "-o", "wide").out().lines())
        .first()
        .asString()
        .matches("ID .* PROVIDER +MODEL +BRANCH +PLAN +TAGS +WHAT");
    assertThat(calls.run("tasks", "-o", "wide").out())
        .contains("claude    opus   agent/one  -     -     one");
    assertThat(calls.run("tasks").out()).doesNotContain("MODEL", "opus");
    daemon.answer(
        "GET /v1/inbox",
        200,
        "{\"sections\":[{\"name\":\"done\",\"total\":1,\"items\":[{\"kind\":\"task\",\"id\":\""
            + ONE
            + "\",\"pool\":\"shop-1\",\"title\":\"Fix it\",\"cause\":\"Fix it\",\"next\":\"agentpool"
            + " result "
            + ONE
            + "\"}]}]}");
    assertThat(calls.runWith(NOTHING, true, "inbox").out())
        .contains("  1a2b3c  Fix it\n", "→ agentpool result 1a2b3c\n");
    assertThat(calls.run("inbox").out()).contains(ONE + "  Fix it\n", "result " + ONE + "\n");
    assertThat(calls.runWith(NOTHING, true, "inbox", "-o", "wide").out())
        .contains(ONE + "  shop-1  Fix it\n");
  }

  @Test
  void aListWithNothingInItSaysSoAndWhatMakesSomething() {
    String dir = URLEncoder.encode(temp.resolve("project").toString(), StandardCharsets.UTF_8);
    daemon.answer(newest("tasks", 0).replace("limit=1", "limit=50"), 200, page());
    assertThat(calls.runWith(NOTHING, true, "tasks"))
        .isEqualTo(new Calls.Call(0, "", "no tasks yet; agentpool run \"what to do\" runs one\n"));
    assertThat(calls.run("tasks").out()).startsWith("ID  STATE").hasLineCount(1);
    assertThat(calls.run("tasks", "-o", "json").out()).isEqualTo(page() + "\n");
    daemon.answer("GET /v1/tasks?dir=" + dir + "&state=failed&limit=50&offset=0", 200, page());
    assertThat(calls.run("tasks", "--state", "failed").err())
        .isEqualTo("no such tasks; agentpool tasks has all\n");
    daemon.answer(
        "GET /v1/tasks?dir=" + dir + "&limit=50&offset=9", 200, "{\"items\":[],\"total\":3}");
    assertThat(calls.runWith(NOTHING, true, "tasks", "--offset", "9").err())
        .isEqualTo("the list ends before --offset 9\n0 of 3; more with --limit and --offset\n");
    daemon.answer("GET /v1/schedules?dir=" + dir, 200, "[]");
    assertThat(calls.runWith(NOTHING, true, "every", "list"))
        .isEqualTo(new Calls.Call(0, "", "no schedules; agentpool every add makes one\n"));
  }

  @Test
  void chainsHaveTitlesAndInShortTheirIds() {
    daemon.answer(
        newest("chains", 0).replace("limit=1", "limit=50"),
        200,
        page(
            "{\"chain_id\":\""
                + CHAIN
                + "\",\"status\":\"running\",\"title\":\"Clean up\",\"created_at_ms\":1,"
                + "\"completed_at_ms\":null}"));
    assertThat(calls.run("chain", "list").out()).contains(CHAIN + "  running", "Clean up\n");
    assertThat(calls.runWith(NOTHING, true, "chain", "list").out())
        .contains("chain-777700  running", "Clean up")
        .doesNotContain(CHAIN);
    assertThat(calls.run("chain", "list", "-o", "wide").out())
        .contains("BEGUN", CHAIN, "1 Jan ", "  -      Clean up");
  }

  @Test
  void watchSaysToAPersonWhatATaskIsCalledAndAsksForItOnce() {
    daemon.chunked(
        "GET /v1/journal?after=1&follow=true&limit=3",
        "text/event-stream",
        "id: 2\ndata: {\"seq\":2,\"kind\":\"claimed\",\"task_id\":\"%s\"}\n\n".formatted(ONE)
            + "id: 3\ndata: {\"seq\":3,\"to\":\"running\",\"task_id\":\"%s\"}\n\n".formatted(ONE)
            + "id: 4\ndata: {\"seq\":4,\"kind\":\"claimed\",\"task_id\":\"task-gone\"}\n\n");
    daemon.answer("GET /v1/tasks/" + ONE, 200, task(ONE, "Fix it"));
    String[] words = {"watch", "--all", "--after", "1", "--limit", "3"};
    assertThat(calls.runWith(NOTHING, true, words).out())
        .contains("  1a2b3c  claimed  Fix it\n", "  1a2b3c  running  Fix it", "gone  claimed\n");
    assertThat(daemon.requests()).filteredOn(("GET /v1/tasks/" + ONE)::equals).hasSize(1);
    assertThat(calls.run(words).out()).contains("  " + ONE + "  claimed\n");
  }

  @Test
  void aTitleIsSentWithTheTask() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"" + ONE + "\"}");
    calls.run("submit", "--title", "Fix it", "do");
    assertThat(daemon.requests().peek()).contains("\"title\":\"Fix it\"");
    daemon.answer("POST /v1/chains", 202, "{\"chain_id\":\"" + CHAIN + "\"}");
    calls.run("chain", "--detach", "--title", "Clean up", "do", "and do");
    assertThat(daemon.requests()).last().asString().contains("\"title\":\"Clean up\"");
  }
}
