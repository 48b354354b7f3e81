package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks and figures of a real daemon, with real processes of the scripted agent behind. */
class WebhookDaemonTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(90);
  @TempDir Path temp;
  private final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final List<String> deliveries = new CopyOnWriteArrayList<>();
  private HttpServer target;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    target.createContext(
        "/",
        exchange -> {
          received.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          deliveries.add(exchange.getRequestHeaders().getFirst("X-Agentpool-Delivery"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    target.start();
    daemon = new DaemonProcess(temp);
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[webhooks]\nallow_private = [\"" + origin() + "\"]\n");
    daemon.start();
    project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n[budget]\npool_usd = 5.0\n");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    target.stop(0);
  }

  private String origin() {
    return "http://127.0.0.1:" + target.getAddress().getPort();
  }

  private JsonNode add(Map<String, Object> more) throws Exception {
    Map<String, Object> body = new java.util.HashMap<>(more);
    body.put("dir", project.toString());
    return daemon.post("/v1/webhooks", body);
  }

  private List<String> events() {
    return received.stream().map(json -> json.get("event").asString()).toList();
  }

  private void awaitEvents(String... events) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(events()).containsExactly(events));
  }

  private void awaitNumber(int events) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(events()).hasSizeGreaterThanOrEqualTo(events));
  }

  private void awaitDeliveries(String log, int deliveries) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(daemon.get(log).get("items").size()).isEqualTo(deliveries));
  }

  @Test
  void aWebhookHearsOfTasksChainsAndDrainsAlsoOfThoseWhileTheDaemonWasDead() throws Exception {
    JsonNode webhook = add(Map.of("url", origin() + "/hook"));
    assertThat(webhook.get("id").asString()).matches("wh_[0-9a-f]{16}");
    assertThat(webhook.get("secret").asString()).startsWith("whsec_");
    JsonNode listed = daemon.get("/v1/webhooks?dir=" + project);
    assertThat(listed.get(0).get("url").asString()).isEqualTo(origin() + "/hook");
    assertThat(listed.get(0).has("secret")).isFalse();

    String id = daemon.submit(project, "@@cost 0.25@@ @@say hello@@", Map.of("tags", List.of("a")));
    awaitEvents("task_completed");
    assertThat(received.getFirst().get("task_id").asString()).isEqualTo(id);
    assertThat(received.getFirst().get("output").asString()).isEqualTo("hello");
    assertThat(received.getFirst().get("cost_microdollars").asLong()).isEqualTo(250_000);

    JsonNode chain =
        daemon.post(
            "/v1/chains",
            Map.of(
                "dir",
                project.toString(),
                "steps",
                List.of(Map.of("name", "one", "prompt", "@@say first@@"))));
    awaitEvents("task_completed", "task_completed", "chain_completed");
    assertThat(received.get(2).get("chain_id").asString())
        .isEqualTo(chain.get("chain_id").asString());
    assertThat(received.get(2).get("output").asString()).isEqualTo("first");

    String path = "/v1/webhooks/" + webhook.get("id").asString();
    String log = path + "/deliveries?dir=" + project;
    awaitDeliveries(log, 3); // what is not noted as delivered before the kill comes twice

    daemon.kill9();
    daemon.start();
    daemon.post("/v1/pool/drain", Map.of("dir", project.toString(), "deadline_ms", 1_000));
    awaitEvents("task_completed", "task_completed", "chain_completed", "drain_completed");
    assertThat(deliveries).doesNotHaveDuplicates();

    awaitDeliveries(log, 4); // what was received is in the log a moment later
    JsonNode test = daemon.post(path + "/test", Map.of("dir", project.toString()));
    assertThat(test.get("delivered").asBoolean()).isTrue();
    JsonNode tries = daemon.get(log).get("items");
    assertThat(tries.size()).isEqualTo(5);
    assertThat(tries.get(0).get("event").asString()).isEqualTo("test");
  }

  @Test
  void aReceiverHearsThatAProviderStandsStillAndBeforeItGoesOnWithWhatWaits() throws Exception {
    add(
        Map.of(
            "url", origin() + "/hook", "events", List.of("provider_paused", "provider_resumes")));
    String limited = daemon.submit(project, "@@limit 20@@", Map.of());
    awaitNumber(1);
    JsonNode paused = received.getFirst();
    assertThat(paused.get("provider").asString()).as("%s", paused).isEqualTo("scripted");
    assertThat(paused.get("code").asString()).isEqualTo("rate_limited");
    assertThat(paused.get("until_ms").asLong()).isGreaterThan(paused.get("since_ms").asLong());
    daemon.post("/v1/tasks/" + limited + "/cancel", Map.of());
    String waits = daemon.submit(project, "@@say hello@@", Map.of());
    awaitNumber(2); // said so long before that it may be here already
    JsonNode resumes = received.get(1);
    assertThat(resumes.get("event").asString()).isEqualTo("provider_resumes");
    assertThat(resumes.get("provider").asString()).as("%s", resumes).isEqualTo("scripted");
    assertThat(resumes.get("until_ms")).isEqualTo(paused.get("until_ms"));
    assertThat(resumes.get("timestamp_ms").asLong())
        .as("said before it happens: %s", resumes)
        .isLessThanOrEqualTo(resumes.get("until_ms").asLong());
    assertThat(resumes.has("tasks")).isTrue();
    assertThat(resumes.has("about_microdollars")).isTrue();
    JsonNode ended = daemon.awaitAll(List.of(waits), Duration.ofSeconds(100));
    assertThat(ended.get("satisfied").asBoolean()).isTrue();
    assertThat(deliveries).doesNotHaveDuplicates();
  }

  @Test
  void addressesInsideAndUnknownEventsAreRefusedWithAdvice() throws Exception {
    JsonNode inside = add(Map.of("url", "http://127.0.0.1:1/"));
    assertThat(inside.get("status").asInt()).isEqualTo(400);
    assertThat(inside.get("detail").asString()).contains("allow_private", "http://127.0.0.1:1");
    assertThat(add(Map.of("url", "ftp://example.org/")).get("detail").asString())
        .contains("http:// or https://");
    assertThat(add(Map.of("url", origin(), "events", List.of("done"))).get("detail").asString())
        .contains("task_completed");
    assertThat(
            daemon
                .post("/v1/webhooks/wh_00/test", Map.of("dir", project.toString()))
                .get("code")
                .asString())
        .isEqualTo("webhook_not_found");
    Files.writeString(daemon.home().resolve("config.toml"), "[webhooks]\nallow_privat = []\n");
    assertThat(add(Map.of("url", origin())).get("detail").asString())
        .contains("config.toml:2:")
        .contains("allow_privat");
  }

  @Test
  void theFiguresAreThoseOfWhatHappened() throws Exception {
    add(Map.of("url", origin() + "/hook", "events", List.of("task_completed")));
    List<String> ids =
        List.of(
            daemon.submit(project, "@@usage 10 20 30 40@@ @@cost 0.25@@ @@say a@@", Map.of()),
            daemon.submit(project, "@@usage 1 2 3 4@@ @@cost 0.5@@ @@say b@@", Map.of()),
            daemon.submit(project, "@@cost 0.125@@ @@fail no@@", Map.of()));
    daemon.awaitAll(ids, SOON);
    long input = 0;
    for (String id : ids) {
      input += daemon.get("/v1/tasks/" + id).get("result").get("input_tokens").asLong();
    }
    long inputTokens = input;
    String pool = "pool=\"" + daemon.pool(project).get("id").asString() + "\"";
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> {
          Exposition figures = Exposition.parse(daemon.text("/metrics"));
          assertThat(figures.value("agentpool_tasks", pool, "state=\"completed\"")).isEqualTo(2);
          assertThat(figures.value("agentpool_tasks", pool, "state=\"failed\"")).isEqualTo(1);
          assertThat(figures.value("agentpool_attempts_total", pool, "outcome=\"completed\""))
              .isEqualTo(2);
          assertThat(
                  figures.value(
                      "agentpool_attempt_duration_seconds_count", pool, "outcome=\"completed\""))
              .isEqualTo(2);
          assertThat(
                  figures.value(
                      "agentpool_attempt_duration_seconds_bucket",
                      pool,
                      "outcome=\"completed\"",
                      "le=\"+Inf\""))
              .isEqualTo(2);
          assertThat(figures.value("agentpool_queue_wait_seconds_count", pool))
              .isGreaterThanOrEqualTo(3);
          assertThat(figures.value("agentpool_tokens_total", pool, "kind=\"input\""))
              .isEqualTo(inputTokens);
          assertThat(
                  figures.value("agentpool_webhook_deliveries_total", pool, "result=\"delivered\""))
              .isEqualTo(2);
        });
    Exposition figures = Exposition.parse(daemon.text("/metrics"));
    assertThat(figures.value("agentpool_spend_microdollars", pool)).isEqualTo(875_000);
    assertThat(figures.value("agentpool_reserved_microdollars", pool)).isZero();
    assertThat(figures.value("agentpool_budget_microdollars", pool)).isEqualTo(5_000_000);
    assertThat(figures.value("agentpool_slots", pool, "state=\"idle\"")).isEqualTo(1);
    assertThat(figures.value("agentpool_ledger_sequence")).isPositive();
    assertThat(figures.value("agentpool_uptime_seconds")).isPositive();
    assertThat(figures.value("agentpool_jvm_memory_used_bytes", "area=\"heap\"")).isPositive();
    assertThat(figures.names()).allMatch(name -> name.startsWith("agentpool_"));
  }
}
