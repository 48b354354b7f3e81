package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a person, as they are told of it: whose it is, and what belongs together. */
class InboxForPeopleTest {
  private static final byte[] NOTHING = new byte[0];
  private static final String LONG = "Bash: " + "make all of it ".repeat(8).strip();
  private static final String ASKER =
      "{\"task\":\"task-1a2b3c4d5e6f7081\",\"title\":\"Fix it\",\"step\":\"test\","
          + "\"plan\":\"chain-4d5e6f0000000000\",\"plan_title\":\"Release\",\"expert\":null}";
  private static final String MONEY =
      "{\"id\":\"question-2b\",\"kind\":\"money\",\"title\":\"the cap is used up\",\"state\":\"open\","
          + "\"about\":{\"unit\":\"usd\",\"tasks\":2,\"about_microdollars\":520000},\"options\":[]}";

  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), temp, null);
    daemon.answer(
        "GET /v1/inbox",
        200,
        "{\"questions\":["
            + MONEY
            + "],\"paused\":[{\"pool\":\"p\",\"pause\":{\"provider\":\"claude\",\"why\":\"later\"}}],"
            + "\"held\":[],\"sections\":[{\"name\":\"needs_you\",\"total\":2,\"items\":["
            + item("question", "question-1a", LONG, ASKER, "answer question-1a yes|no|TEXT")
            + ","
            + item("question", "question-2b", "the cap is used up", "null", "answer question-2b x")
            + "]},{\"name\":\"done\",\"total\":1,\"items\":["
            + item("task", "task-9f", "all is well", "null", "result task-9f")
            + "]},{\"name\":\"paused\",\"total\":2,\"items\":["
            + item("pause", "claude", "later", "null", "resume")
            + ","
            + item("pause", "nightly", "schedule nightly waits", "null", "every show nightly")
            + "]}]}");
  }

  private static String item(String kind, String id, String cause, String asker, String next) {
    return "{\"kind\":\"%s\",\"id\":\"%s\",\"cause\":\"%s\",\"asker\":%s,\"next\":\"agentpool %s\"}"
        .formatted(kind, id, cause, asker, next);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  @Test
  void aQuestionSaysWhoAsksAndWhatWaitsForItStandsWithIt() {
    String told = calls.runWith(NOTHING, true, "inbox").out();
    assertThat(told)
        .contains(
            "          asked by 1a2b3c step test of chain-4d5e6f Release: Fix it\n"
                + "          → agentpool answer question-1a yes|no|TEXT\n",
            "  the cap is used up\n          waiting: 2 tasks, about $0.52\n          → agentpool"
                + " answer question-2b x\n")
        .doesNotContain("raise 5");
    assertThat(calls.run("inbox").out())
        .contains("asked by task-1a2b3c4d5e6f7081 step test of chain-4d5e6f0000000000 R");
  }

  @Test
  void whatStandsStillHasItsPartWithTheSchedulesThatWait() {
    assertThat(calls.run("inbox").out())
        .containsSubsequence(
            "DONE, not seen (1)\n",
            "PAUSED (2)\n  provider claude stands still",
            "schedule nightly waits\n          → agentpool every show nightly\n");
  }

  @Test
  void longLinesAreBrokenBetweenWordsForAPersonAndWholeInAPipe() {
    assertThat(calls.runWith(NOTHING, true, "inbox").out().replaceAll("\u001b\\[[0-9;]*m", ""))
        .contains("\n          ", "all of it")
        .satisfies(told -> assertThat(told.lines()).allMatch(line -> line.length() <= 80));
    assertThat(calls.run("inbox").out()).contains(LONG + "\n");
  }

  @Test
  void oneQuestionIsToldWholeAndNotAsJson() {
    daemon.answer(
        "GET /v1/questions/question-3c",
        200,
        "{\"id\":\"question-3c\",\"kind\":\"agent\",\"title\":\"which?\",\"state\":\"open\",\"asker\":"
            + ASKER
            + ",\"about\":{\"question\":\"which?\\nstate: void\",\"provider\":\"claude\"},"
            + "\"options\":[\"red\",\"green\"]}");
    assertThat(calls.run("inbox", "question-3c").out())
        .contains("  asked by    task-1a2b3c4d5e6f7081 step test of", "  state       open\n")
        .contains("\n  question:\n    which?\n    state: void\n  provider: claude\n")
        .contains("\n  1  red\n  2  green\n", "next: agentpool answer question-3c TEXT")
        .doesNotContain("{");
    daemon.answer("GET /v1/questions/question-2b", 200, MONEY);
    assertThat(calls.run("inbox", "question-2b").out())
        .contains("  waiting     2 tasks, about $0.52\n", "raise 5 | raise 5 today | drop")
        .doesNotContain("520000");
  }
}
