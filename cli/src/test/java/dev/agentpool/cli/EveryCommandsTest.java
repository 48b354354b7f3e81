package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done again and again, at the command line. */
class EveryCommandsTest {
  private static final String NIGHTLY =
      "{\"name\":\"nightly\",\"cron\":\"0 2 * * *\",\"zone\":\"Europe/Berlin\",\"missed\":\"once\","
          + "\"overlap\":\"skip\",\"paused\":false,\"prompt\":\"look around\",\"settings\":{},"
          + "\"next\":[{\"local\":\"2026-11-29T02:00+01:00\"},{\"local\":\"2026-11-30T02:00+01:00\"}],"
          + "\"last_task\":\"task-1\",\"last_state\":\"completed\",\"waits\":null,\"last_missed\":"
          + "{\"count\":4,\"times\":[{\"local\":\"2026-11-25T02:00+01:00\"},{\"local\":\"b\"},"
          + "{\"local\":\"c\"},{\"local\":\"d\"}],\"why\":\"asleep\",\"made_up\":true}}";

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

  private String dir() {
    return "\"dir\":\"" + temp.resolve("project") + "\"";
  }

  private String query() {
    return "?dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  @Test
  void aTimeAndAPromptAreASchedule() {
    daemon.answer("POST /v1/schedules", 201, NIGHTLY);
    Calls.Call added =
        calls.run(
            "every",
            "0 2 * * *",
            "look around",
            "--name",
            "nightly",
            "--zone",
            "Europe/Berlin",
            "--missed",
            "skip",
            "--overlap",
            "queue",
            "--model",
            "small");
    assertThat(added.out()).isEqualTo("nightly\n");
    assertThat(added.err())
        .contains("next: 2026-11-29T02:00+01:00, 2026-11-30T02:00+01:00 (Europe/Berlin)")
        .contains("agentpool start");
    String request =
        "{\"prompt\":\"look around\",\"settings\":{\"model\":\"small\"},"
            + dir()
            + ",\"cron\":\"0 2 * * *\",\"name\":\"nightly\",\"zone\":\"Europe/Berlin\","
            + "\"missed\":\"skip\",\"overlap\":\"queue\"}";
    assertThat(daemon.requests()).containsExactly("POST /v1/schedules " + request);
  }

  @Test
  void theShortFormIsTakenForATimeWhereverTheFlagsStand() {
    daemon.answer("POST /v1/schedules", 201, NIGHTLY);
    for (String time : new String[] {"@daily", "* * * * *", "5 4 * * 1"}) {
      assertThat(calls.run("every", time, "look").code()).isZero();
    }
    assertThat(calls.run("every", "--name", "n", "@daily", "look").code()).isZero();
    assertThat(calls.run("every", "add", "@daily", "look").code()).isZero();
    assertThat(calls.run("every", "--dry-run", "@daily", "look").out())
        .isEqualTo("2026-11-29T02:00+01:00\n2026-11-30T02:00+01:00\n");
    byte[] input = "look from a pipe".getBytes(StandardCharsets.UTF_8);
    assertThat(calls.runWith(input, false, "every", "@daily", "--json").out()).contains("nightly");
    assertThat(daemon.requests()).hasSize(7);
    assertThat(daemon.requests().toArray()[6].toString()).contains("look from a pipe");
  }

  @Test
  void whatIsNotInQuotesIsNotGuessedAt() {
    assertThat(calls.run("every", "0", "2", "1", "1", "1", "look").err())
        .contains("put each of them in quotes");
    assertThat(calls.run("every", "@daily", " ").err()).contains("the prompt is empty");
    assertThat(calls.run("every", "lits").err()).contains("did you mean list?");
    assertThat(calls.run("every", "show").code()).isEqualTo(2);
  }

  @Test
  void schedulesAreListedWithWhatWasMissed() {
    daemon.answer("GET /v1/schedules" + query(), 200, "[" + NIGHTLY + "]");
    assertThat(calls.run("every").out())
        .isEqualTo(
            "NAME     STATE               NEXT                    TIMES                    LAST TASK  WHAT\n"
                + "nightly  on, last completed  2026-11-29T02:00+01:00  0 2 * * * Europe/Berlin  task-1     look"
                + " around\n"
                + "nightly: 4 missed, 2026-11-25T02:00+01:00, b, c, …: asleep; one task makes up for"
                + " them\n");
    daemon.answer("GET /v1/schedules/nightly" + query(), 200, NIGHTLY);
    assertThat(calls.run("every", "show", "nightly").out())
        .contains("last task: task-1\n", "4 missed", "\n\nlook around\n");
  }

  @Test
  void oneIsPausedResumedRemovedAndDoneAtOnce() {
    daemon.answer("POST /v1/schedules/nightly/pause", 200, "{\"paused\":true}");
    assertThat(calls.run("every", "pause", "nightly").out()).isEqualTo("nightly: paused\n");
    daemon.answer("POST /v1/schedules/nightly/resume", 200, NIGHTLY);
    assertThat(calls.run("every", "resume", "nightly").out()).startsWith("nightly: 2026-11-29");
    daemon.answer("POST /v1/schedules/nightly/now", 202, "{\"task_id\":\"task-7\"}");
    assertThat(calls.run("every", "now", "nightly").out()).isEqualTo("task-7\n");
    daemon.answer("DELETE /v1/schedules/nightly" + query(), 204, "");
    assertThat(calls.run("every", "remove", "nightly").out()).isEqualTo("removed nightly\n");
    daemon.answer(
        "DELETE /v1/schedules/other" + query(), 404, "{\"detail\":\"schedule not found: other\"}");
    assertThat(calls.run("every", "remove", "other"))
        .isEqualTo(new Calls.Call(5, "", "agentpool: schedule not found: other\n"));
  }
}
