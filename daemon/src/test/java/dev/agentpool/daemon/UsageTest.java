package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What providers have left, as a daemon asks it, remembers it and tells it. */
@Timeout(180)
class UsageTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Rest rest;
  private Path bin;

  @BeforeEach
  void start() throws Exception {
    bin = Files.createDirectories(temp.resolve("bin"));
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon = new DaemonProcess(temp);
    daemon.with("PATH", bin + ":" + System.getenv("PATH"));
    configure("");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void configure(String usage) throws IOException {
    Files.writeString(
        daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n[usage]\n" + usage);
  }

  /** A Codex that answers what it is asked for, and writes down that it was. */
  private void codex(String limits) throws IOException {
    Path file = bin.resolve("codex");
    Files.writeString(
        file,
        """
        #!/bin/sh
        [ "$1" = --version ] && echo codex-cli 0.169.0 && exit
        echo asked >> %s/asked
        while read line; do case "$line" in
          *'"initialize"'*) echo noise; echo '{"id":1,"result":{}}';;
          *rateLimits/read*) echo '{"id":2,"result":{"rateLimits":%s}}';;
        esac; done
        """
            .formatted(temp, limits));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String window(int used, long resets) {
    return "{\"primary\":{\"usedPercent\":"
        + used
        + ",\"windowDurationMins\":300,\"resetsAt\":"
        + resets
        + "}}";
  }

  private JsonNode refreshed(String provider) throws Exception {
    return rest.post("/v1/usage/summary", "provider_id", provider, "refresh", true)
        .json()
        .get("providers")
        .get(provider);
  }

  private JsonNode remembered() throws Exception {
    return rest.post("/v1/usage/summary").json();
  }

  @Test
  void whatIsAskedIsRememberedWithItsHistoryAndTellsWhenMoreIsFree() throws Exception {
    Instant reset = Instant.now().plus(Duration.ofHours(2));
    codex(window(100, reset.getEpochSecond()));
    JsonNode row = refreshed("codex-cli");
    assertThat(row.get("status").asString()).isEqualTo("limit_reached");
    assertThat(row.get("usable").asBoolean()).isFalse();
    assertThat(row.get("unusable_reason").asString()).isEqualTo("limit_reached");
    assertThat(row.get("installed").asBoolean()).isTrue();
    assertThat(row.get("summary").asString()).isEqualTo("5h 0% left");

    JsonNode summary = remembered();
    assertThat(summary.get("source").asString()).isEqualTo("sqlite_cache");
    assertThat(summary.get("backend").asString()).isEqualTo("cache");
    assertThat(summary.get("next_available_provider").asString()).isEqualTo("codex-cli");
    assertThat(Instant.parse(summary.get("next_available_at").asString()).getEpochSecond())
        .isEqualTo(reset.getEpochSecond());
    assertThat(summary.get("counts").get("limit_reached").asInt()).isEqualTo(1);
    assertThat(summary.get("preferences").get("resource_uri").asString())
        .isEqualTo("agentpool://preferences.md");
    assertThat(Files.readAllLines(temp.resolve("asked"))).hasSize(1);

    codex(window(20, reset.getEpochSecond()));
    assertThat(refreshed("codex-cli").get("usable").asBoolean()).isTrue();
    JsonNode cached = rest.get("/v1/usage?provider_id=codex-cli").json();
    assertThat(cached.propertyNames()).containsExactly("snapshots", "source");
    assertThat(cached.get("snapshots").get(0).get("windows").get(0).get("used_percent").asDouble())
        .isEqualTo(20);
  }

  @Test
  void whoIsLateIsUnknownAndHoldsUpNobody() throws Exception {
    Path file = bin.resolve("codex");
    Files.writeString(file, "#!/bin/sh\nexec sleep 300\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    long before = System.nanoTime();
    JsonNode answer =
        rest.post("/v1/usage", "provider_id", "codex-cli", "refresh", true, "timeout_ms", 1_500)
            .json();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(100));
    assertThat(answer.get("partial").asBoolean()).isTrue();
    JsonNode snapshot = answer.get("snapshots").get(0);
    assertThat(snapshot.get("status").asString()).isEqualTo("unknown");
    assertThat(snapshot.get("raw").get("source").asString()).isEqualTo("agentpool_usage_timeout");
    assertThat(snapshot.get("raw").get("timeout_seconds").asDouble()).isEqualTo(1.5);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(daemon.home().resolve("state/probes")).isEmptyDirectory());
  }

  @Test
  void whatASessionHearsOfItsLimitIsToldAsThePauseIs() throws Exception {
    String task =
        rest.post("/v1/tasks", "prompt", "@@limit 600@@").json().get("task_id").asString();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(rest.get("/v1/pool/status").json().get("paused")).as(task).hasSize(1));
    JsonNode pause = rest.get("/v1/pool/status").json().get("paused").get(0);
    JsonNode row = remembered().get("providers").get("scripted");
    assertThat(row.get("status").asString()).isEqualTo("limit_reached");
    assertThat(row.get("source").asString()).isEqualTo("claude_rate_limit_event");
    assertThat(Instant.parse(row.get("windows").get(0).get("reset_at").asString()).toEpochMilli())
        .isEqualTo(pause.get("until_ms").asLong());
  }

  @Test
  void anInterfaceThatTakesALogInIsAskedOnlyWhereAPersonAllowsIt() throws Exception {
    Path credentials = temp.resolve("user/.local/share/devin/credentials.toml");
    Files.createDirectories(credentials.getParent());
    Files.writeString(
        credentials, "windsurf_api_key = \"k\"\napi_server_url = \"http://127.0.0.1:9\"\n");
    JsonNode refused =
        rest.post("/v1/usage", "provider_id", "devin-cli", "refresh", true)
            .json()
            .get("snapshots")
            .get(0);
    assertThat(refused.get("raw").get("source").asString())
        .isEqualTo("internal_interface_not_allowed");
    configure("internal_interfaces = [\"devin-cli\"]\n");
    JsonNode asked =
        rest.post("/v1/usage", "provider_id", "devin-cli", "refresh", true)
            .json()
            .get("snapshots")
            .get(0);
    assertThat(asked.get("raw").get("source").asString()).isEqualTo("devin_plan_status_api");
    assertThat(asked.get("status").asString()).isEqualTo("unknown");
    assertThat(asked.toString()).doesNotContain("\"k\"");
  }

  @Test
  void whatIsOldIsAskedAnewWhereAPersonWantsIt() throws Exception {
    codex(window(20, Instant.now().plusSeconds(600).getEpochSecond()));
    assertThat(rest.post("/v1/usage/summary", "provider_id", "codex-cli").json().get("providers"))
        .isEmpty();
    configure("auto_refresh_after = \"1h\"\nmin_remaining_percent = 90\n");
    for (int n = 0; n < 2; n++) {
      JsonNode row =
          rest.post("/v1/usage/summary", "provider_id", "codex-cli")
              .json()
              .get("providers")
              .get("codex-cli");
      assertThat(row.get("unusable_reason").asString()).isEqualTo("5h_below_90_percent");
    }
    assertThat(Files.readAllLines(temp.resolve("asked"))).hasSize(1);
  }

  @Test
  void providersAreSortedByWhatIsWantedAndBadWordsAreRefused() throws Exception {
    codex(window(99, Instant.now().plusSeconds(600).getEpochSecond()));
    refreshed("codex-cli");
    JsonNode all =
        rest.post(
                "/v1/usage/candidates",
                "avoid_statuses",
                new String[] {"near_limit"},
                "allowed_providers",
                new String[] {"codex-cli", "scripted"})
            .json();
    assertThat(all.get("candidates").toString()).contains("scripted").doesNotContain("codex-cli");
    assertThat(all.get("excluded").toString())
        .contains("usage status avoided: near_limit")
        .contains("not in filter");
    assertThat(rest.post("/v1/usage/candidates", "avoid_statuses", new String[] {"x"}).status())
        .isEqualTo(400);
    var backend = rest.post("/v1/usage", "refresh", true, "backend", "browser");
    assertThat(backend.status()).isEqualTo(400);
    assertThat(backend.text()).contains("invalid_usage_backend", "INVALID_USAGE_BACKEND");
    var unknown = rest.get("/v1/usage?provider_id=nobody");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("provider_not_found");
    assertThat(rest.post("/v1/usage", "timeout_ms", 0).status()).isEqualTo(400);
  }
}
