package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.config.Home;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.sqlite.SqliteLedger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.schedule.Schedule;
import dev.agentpool.schedule.Schedule.Progress;
import dev.agentpool.schedule.Schedules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Schedules of a real daemon that is killed. Nobody waits for a time of the clock: while no daemon
 * runs, the ledger is given the note that one would have left there.
 */
class SchedulesDaemonTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String NAME = "nightly";
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private final Instant last = now.minus(Duration.ofHours(12));
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    daemon.start();
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private Map<String, Object> asked() {
    Map<String, Object> asked = new HashMap<>();
    asked.put("dir", project.toString());
    asked.put("name", NAME);
    asked.put("cron", "0 " + last.atZone(ZoneOffset.UTC).getHour() + " * * *");
    asked.put("zone", "UTC");
    asked.put("prompt", "@@say looked around@@");
    return asked;
  }

  private String where() {
    return "?dir=" + project;
  }

  private JsonNode schedule() throws Exception {
    return daemon.get("/v1/schedules/" + NAME + where());
  }

  private JsonNode awaitTask() {
    return Awaitility.await()
        .atMost(SOON)
        .until(this::schedule, schedule -> schedule.get("last_task").isString());
  }

  /** Ends the daemon as a power cut does, and leaves the schedule's note so. */
  private void killed(UnaryOperator<Progress> left) throws Exception {
    daemon.kill9();
    try (Ledger ledger = SqliteLedger.open(new Home(daemon.home()).ledger(), Clock.systemUTC())) {
      Notes<Schedule> notes = Schedules.SPACE.in(ledger);
      PoolId pool = ledger.pools().getFirst().id();
      Noted<Schedule> kept = notes.find(pool, NAME).orElseThrow();
      Schedule was = kept.value();
      Schedule becomes =
          new Schedule(
              was.id(),
              was.cron(),
              was.zone(),
              was.missed(),
              was.overlap(),
              was.prompt(),
              was.how(),
              was.created(),
              was.isPaused(),
              left.apply(was.progress()));
      notes.replace(pool, kept, becomes).orThrow();
    }
    daemon.start();
  }

  @Test
  void timesThatWereMissedBecomeOneTaskWhichIsDoneOnceOverEveryKill() throws Exception {
    refuses();
    Map<String, Object> tried = asked();
    tried.put("dry_run", true);
    assertThat(daemon.post("/v1/schedules", tried).get("next").size()).isEqualTo(5);
    assertThat(daemon.get("/v1/schedules" + where()).size()).isZero();
    daemon.post("/v1/schedules", asked());
    Instant before = last.minus(Duration.ofDays(2)).minusSeconds(1);

    killed(_ -> new Progress(before, null, null, null, null));
    JsonNode first = awaitTask();
    String task = first.get("last_task").asString();
    assertThat(first.get("last_missed").get("count").asInt()).isEqualTo(3);
    assertThat(first.get("last_missed").get("made_up").asBoolean()).isTrue();
    JsonNode reported = daemon.get("/v1/report" + where()).get("missed");
    assertThat(reported.size()).isEqualTo(1);
    assertThat(reported.get(0).get("schedule").asString()).isEqualTo(NAME);
    assertThat(reported.get(0).get("last_missed")).isEqualTo(first.get("last_missed"));
    assertThat(first.get("last_at_ms").asLong()).isEqualTo(last.toEpochMilli());

    killed(_ -> new Progress(before, last, null, null, null)); // submitted, and not settled
    assertThat(awaitTask().get("last_task").asString()).isEqualTo(task);
    assertThat(daemon.awaitAll(List.of(task), SOON).get("satisfied").asBoolean()).isTrue();
    assertThat(daemon.get("/v1/tasks/" + task).get("result").get("output").asString())
        .isEqualTo("looked around");
    assertThat(daemon.get("/v1/tasks" + where()).get("total").asInt()).isEqualTo(1);
    assertThat(daemon.post("/v1/schedules", asked()).get("code").asString())
        .isEqualTo("schedule_exists");
  }

  private void refuses() throws Exception {
    Map<String, Object> wrong = asked();
    wrong.put("cron", "0 2 30 2 *");
    assertThat(daemon.post("/v1/schedules", wrong).get("detail").asString()).contains("never due");
    Map<String, Object> slot = asked();
    slot.put("slot", "slot-77");
    assertThat(daemon.post("/v1/schedules", slot).get("detail").asString()).contains("slot-77");
  }
}
