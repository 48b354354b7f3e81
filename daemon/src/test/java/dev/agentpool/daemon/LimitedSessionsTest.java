package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Live sessions of a provider at its limit: none is begun, none is forgotten, nothing is paid. */
class LimitedSessionsTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    usage("");
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void usage(String table) throws IOException {
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[settings]\nwalls = \"off\"\n[sessions]\nmax_parallel_sessions = 20\n[usage]\n" + table);
  }

  private Answer asked(String task) throws Exception {
    return asked(task, null);
  }

  private Answer asked(String task, @Nullable String key) throws Exception {
    return rest.post(
        "/v1/sessions",
        "provider_id",
        "scripted",
        "task",
        task,
        "isolation",
        "shared",
        "role",
        "custom",
        "idempotency_key",
        key);
  }

  private String spawn(String task) throws Exception {
    return Rest.ok(200, asked(task)).get("session_id").asString();
  }

  private void say(String session, String message) throws Exception {
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/messages", "message", message));
  }

  private JsonNode observe(String session, String event) throws Exception {
    JsonNode seen =
        daemon.get(
            "/v1/sessions/"
                + session
                + "/observation?detail=full&timeout_seconds=90&wait_for="
                + event);
    assertThat(seen.get("event").asString()).as("%s", seen).isEqualTo(event);
    return seen;
  }

  private JsonNode remembered() throws Exception {
    return rest.post("/v1/usage/summary").json().get("providers").get("scripted");
  }

  private Answer refused() throws Exception {
    Answer refused = asked("@@say never@@");
    assertThat(refused.status()).as("%s", refused).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("usage_policy_blocked");
    assertThat(refused.json().get("details").get("control_code").asString())
        .isEqualTo("USAGE_POLICY_BLOCKED");
    return refused;
  }

  @Test
  void whileTheWindowIsFullNoneIsBegunAndTheRefusalTellsWhenItIsReset() throws Exception {
    String at = Rest.ok(200, asked("@@limit 600@@", "once")).get("session_id").asString();
    observe(at, "limit_warning");
    Instant reset = Instant.parse(remembered().get("windows").get(0).get("reset_at").asString());
    Answer again = asked("@@limit 600@@", "once"); // who got no reply says the same again
    assertThat(Rest.ok(200, again).get("session_id").asString()).isEqualTo(at);
    Answer refused = refused();
    assertThat(refused.detail()).contains("limit_reached", "it is reset at " + reset);
    JsonNode details = refused.json().get("details");
    assertThat(details.get("provider_id").asString()).isEqualTo("scripted");
    assertThat(details.get("status").asString()).isEqualTo("limit_reached");
    assertThat(details.get("policy").asString()).isEqualTo("block_on_usage_statuses");
    assertThat(details.get("source").asString()).isEqualTo("sqlite_cache");
    assertThat(Instant.parse(details.get("reset_at").asString())).isEqualTo(reset);
    assertThat(Instant.parse(details.get("checked_at").asString())).isBefore(reset);
    usage("block_on_statuses = []\n");
    spawn("@@say it waits@@"); // a person said that nothing blocks
  }

  @Test
  void whatWasSaidMeanwhileIsDoneAfterTheResetAlsoOverAKill() throws Exception {
    String resting = spawn("@@say here@@");
    observe(resting, "completed");
    String at = spawn("@@limit 8@@");
    observe(at, "limit_warning");
    say(resting, "@@say back again@@");
    JsonNode waits = observe(resting, "limit_warning");
    assertThat(waits.get("seat").asString()).isEqualTo("working");
    assertThat(waits.get("metadata").get("readiness").asString())
        .isEqualTo("running_limit_warning");
    Rest.ok(200, rest.post("/v1/sessions/" + at + "/terminate"));
    daemon.kill9();
    daemon.start();
    assertThat(observe(resting, "completed").get("worker_output").get("text").asString())
        .contains("back again");
    Awaitility.await("a session may be begun again")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(asked("@@say new@@").status()).isEqualTo(200));
  }

  @Test
  void whatIsPaidBeyondThePlanStandsStillUnlessTheUsersFileAllowsIt() throws Exception {
    String paid = spawn("@@overage 600@@ @@say for money@@");
    observe(paid, "completed");
    assertThat(remembered().get("status").asString()).isEqualTo("overage_possible");
    assertThat(refused().detail()).contains("overage_possible");
    say(paid, "@@say more for money@@");
    JsonNode stands = observe(paid, "limit_warning");
    assertThat(stands.get("state").asString()).isEqualTo("RUNNING");
    assertThat(reason(paid)).contains("allow_overage = [\"scripted\"]");

    usage("allow_overage = [\"scripted\"]\n");
    String allowed = spawn("@@say allowed@@");
    observe(allowed, "limit_warning"); // what stands still goes on by a person's word, or the reset
    rest.post("/v1/pool/resume");
    observe(allowed, "completed");
    observe(paid, "completed");
  }

  private String reason(String session) throws Exception {
    return daemon.get("/v1/sessions/" + session).get("session").get("reason").asString();
  }

  @Test
  void whatIsNotKnownIsNotAvailableAndBlocksWhereAPersonSaysSo() throws Exception {
    JsonNode row =
        rest.post("/v1/usage/summary", "provider_id", "opencode", "refresh", true)
            .json()
            .get("providers")
            .get("opencode");
    assertThat(row.get("usable").asBoolean()).isFalse();
    assertThat(row.get("unusable_reason").asString()).isIn("not_installed", "usage_unknown");
    usage("block_on_statuses = [\"unknown\"]\n");
    Answer refused = refused(); // scripted was never asked
    assertThat(refused.detail()).contains("its usage was never asked for");
    assertThat(refused.json().get("details").get("status").asString()).isEqualTo("unknown");
    rest.post("/v1/usage/summary", "provider_id", "scripted", "refresh", true);
    observe(spawn("@@say known now@@"), "completed");
  }

  @Test
  void whoIsHeldByAPersonSaysSoAndGoesOnWhenReleased() throws Exception {
    String session = spawn("@@say here@@");
    observe(session, "completed");
    Rest.ok(200, rest.post("/v1/providers/hold", "provider", "scripted", "by", "ann"));
    say(session, "@@say later@@");
    observe(session, "limit_warning");
    assertThat(reason(session)).contains("scripted is held by ann");
    Rest.ok(200, rest.post("/v1/providers/unhold", "provider", "scripted"));
    observe(session, "completed");
    Rest.ok(200, rest.post("/v1/providers/hold", "provider", "claude-code"));
  }
}
