package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** CLIs that tell tokens and no dollars: what they cost is made of tokens and prices. */
class TokenMoneyTest {
  private static final Duration SOON = Duration.ofSeconds(90);

  /** Of 1,000 new, 400 said, 10,000 cached and 100 written tokens at the prices below. */
  private static final long COST = 1_000 * 2 + 400 * 8 + 10_000 / 5 + 100 * 3;

  private static final String USAGE = "@@usage 1000 400 10000 100@@";

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path agent;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    agent = ScriptedAgent.install(temp.resolve("mine"));
    Files.createDirectories(daemon.home());
    Path open = Files.createDirectories(temp.resolve("open"));
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [settings]
        provider = "codex-cli"
        command = "%s"
        writable = ["%s"]
        [provider."acp:mine"]
        command = ["%s", "--acp"]
        [prices.scripted]
        input = 2
        cached_input = 0.2
        cache_write = 3
        output = 8
        [prices.unknown]
        input = 4
        output = 16
        """
            .formatted(agent, open, agent));
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 1
            [settings]
            access = "full"
            [budget]
            reserve_usd = 0.1
            """);
    daemon.start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private JsonNode run(String prompt, Map<String, Object> more) throws Exception {
    return ended(daemon.submit(project, prompt, more));
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), SOON);
    return daemon.get("/v1/tasks/" + id);
  }

  private static Map<String, Object> settings(Map<String, Object> settings) {
    return Map.of("settings", settings);
  }

  @Test
  void aTaskCostsItsTokensTimesThePriceAndSaysByWhich() throws Exception {
    JsonNode task = run(USAGE + " @@say one@@", Map.of());
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("cost_known").asBoolean()).as("%s", task).isTrue();
    assertThat(task.get("cost_microdollars").asLong()).isEqualTo(COST);
    JsonNode result = task.get("result");
    assertThat(result.get("cost_source").asString()).isEqualTo("prices");
    assertThat(result.get("cost_price").asString())
        .contains("scripted: input $2.00, cached $0.20, cache write $3.00, output $8.00");
    JsonNode pool = daemon.pool(project);
    assertThat(pool.get("spend_microdollars").asLong()).isEqualTo(COST);
    assertThat(pool.get("unknown_microdollars").asLong()).isZero();
  }

  @Test
  void theSameOfAnAgentOverAcpWhoseOwnDollarsWin() throws Exception {
    Map<String, Object> acp = settings(Map.of("provider", "acp:mine"));
    JsonNode priced = run(USAGE + " @@say one@@", acp);
    assertThat(priced.get("cost_microdollars").asLong()).as("%s", priced).isEqualTo(COST);
    JsonNode told = run(USAGE + " @@dollars 0.07@@ @@say two@@", acp);
    assertThat(told.get("cost_microdollars").asLong()).isEqualTo(70_000);
    assertThat(told.get("result").get("cost_source").asString()).isEqualTo("cli");
    assertThat(told.get("result").get("cost_price").isNull()).isTrue();
  }

  @Test
  void aModelWithoutAPriceIsHeldAtWhatItsTokensSayAndNotAtItsReservation() throws Exception {
    JsonNode task = run("@@usage 1000 400 0 0@@ @@say a@@", settings(Map.of("model", "novelty")));
    assertThat(task.get("cost_known").asBoolean()).as("%s", task).isFalse();
    assertThat(task.get("cost_microdollars").asLong()).isZero();
    assertThat(task.get("cost_at_most_microdollars").asLong()).isEqualTo(1_000 * 4 + 400 * 16);
    assertThat(task.get("result").get("cost_source").asString()).isEqualTo("unknown");
    assertThat(daemon.pool(project).get("reserved_microdollars").asLong()).isZero();
  }

  @Test
  void theBillIsTheSameOverAKilledDaemonAndNothingIsBookedTwice() throws Exception {
    Path going = temp.resolve("open/going");
    Path go = temp.resolve("open/go");
    String wait = "echo x >> %s; until test -e %s; do sleep 0.1; done".formatted(going, go);
    String prompt =
        "@@step 500 200 5000 50@@ @@tool Bash {\"command\":\"%s\"}@@ @@usage 500 200 5000 50@@"
                .formatted(wait)
            + " @@say one@@";
    String id = daemon.submit(project, prompt, Map.of());
    Awaitility.await().atMost(SOON).until(() -> Files.exists(going));
    daemon.kill9();
    daemon.start();
    Files.createFile(go);
    JsonNode task = ended(id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("cost_microdollars").asLong()).as("%s", task).isEqualTo(COST);
    assertThat(going).hasContent("x");
    assertThat(daemon.pool(project).get("spend_microdollars").asLong()).isEqualTo(COST);
    assertThat(daemon.pool(project).get("reserved_microdollars").asLong()).isZero();
  }

  @Test
  void aTurnIsEndedWhenItsTokensReachTheTasksCap() throws Exception {
    Path after = temp.resolve("open/after");
    String prompt =
        "@@step 1000 400 0 0@@ @@step 100000 0 0 0@@ @@delay 60000@@ @@append %s late@@"
            .formatted(after);
    JsonNode task = run(prompt, Map.of("max_budget_usd", 0.05));
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("failed");
    assertThat(task.get("result").get("outcome").asString()).isEqualTo("budget_exhausted");
    assertThat(task.get("result").get("budget_exceeded").asBoolean()).isTrue();
    assertThat(task.get("cost_microdollars").asLong())
        .as("the overshoot is booked: %s", task)
        .isGreaterThanOrEqualTo(101_000 * 2 + 400 * 8);
    assertThat(after).doesNotExist();
  }

  @Test
  void pricesThatAreNoneAreRefusedWithTheirLineAndWhatRunsIsSettledByThoseOfBefore()
      throws Exception {
    Path going = temp.resolve("open/going");
    Path go = temp.resolve("open/go");
    String wait = "echo x >> %s; until test -e %s; do sleep 0.1; done".formatted(going, go);
    String id =
        daemon.submit(
            project,
            "@@tool Bash {\"command\":\"%s\"}@@ %s @@say one@@".formatted(wait, USAGE),
            Map.of());
    Awaitility.await().atMost(SOON).until(() -> Files.exists(going));
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(config, Files.readString(config).replace("output = 8", "output = -8"));
    Files.createFile(go);
    JsonNode task = ended(id);
    assertThat(task.get("cost_microdollars").asLong()).as("%s", task).isPositive();
    assertThat(task.get("state").asString()).isEqualTo("completed");
  }

  @Test
  void modelsAreListedForEachCliWithTheirPricesAPersonsFirst() throws Exception {
    JsonNode models = daemon.get("/v1/models?provider=codex-cli").get("models");
    JsonNode mine = models.get(0);
    assertThat(mine.get("model").asString()).as("%s", mine).isEqualTo("scripted");
    assertThat(mine.get("output_microdollars").asLong()).isEqualTo(8_000_000);
    assertThat(mine.get("source").asString()).contains("config.toml");
    assertThat(models.values())
        .anySatisfy(model -> {
          assertThat(model.get("model").asString()).isEqualTo("gpt-5.5");
          assertThat(model.get("date").asString()).startsWith("20");
        })
        .allSatisfy(model -> {
          assertThat(model.get("provider").asString()).isEqualTo("codex-cli");
          assertThat(
                  model.get("vendor").isNull() || model.get("vendor").asString().equals("openai"))
              .as("%s", model)
              .isTrue();
        });
    JsonNode refused = daemon.get("/v1/models?provider=nobody");
    assertThat(refused.get("detail").asString()).contains("no agent CLI is called 'nobody'");
    assertThat(daemon.get("/v1/providers").get("providers").values())
        .anySatisfy(provider -> {
          assertThat(provider.get("name").asString()).isEqualTo("claude");
          assertThat(provider.get("price_known").asBoolean()).isTrue();
        })
        .anySatisfy(provider -> {
          assertThat(provider.get("name").asString()).isEqualTo("droid-cli");
          assertThat(provider.get("price_known").asBoolean()).isFalse();
        });
  }

  @Test
  void anAttemptIsEndedAtItsTokensAndWhatItTookIsBookedAndShown() throws Exception {
    Path after = temp.resolve("open/after");
    String prompt =
        "@@step 900 50 0 0@@ @@step 1000 100 9000 0@@ @@delay 60000@@ @@append %s late@@"
            .formatted(after);
    JsonNode task = run(prompt, settings(Map.of("max_tokens", 10_000)));
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("failed");
    JsonNode result = task.get("result");
    assertThat(result.get("outcome").asString()).isEqualTo("budget_exhausted");
    assertThat(result.get("message").asString()).contains("max_tokens");
    assertThat(result.get("cache_read_tokens").asLong()).isEqualTo(9_000);
    assertThat(task.get("cost_microdollars").asLong()).isPositive();
    assertThat(after).doesNotExist();
    JsonNode enough = run("@@step 900 50 0 0@@ @@say a@@", settings(Map.of("max_tokens", 10_000)));
    assertThat(enough.get("state").asString()).as("%s", enough).isEqualTo("completed");
  }

  @Test
  void theSameOfAnAgentThatSpeaksStreamJson() throws Exception {
    String prompt = "@@usage 20000 10 0 0@@ @@tool Bash {\"command\":\"sleep 60\"}@@ @@say never@@";
    JsonNode task = run(prompt, settings(Map.of("provider", "scripted", "max_tokens", 10_000)));
    assertThat(task.get("result").get("outcome").asString())
        .as("%s", task)
        .isEqualTo("budget_exhausted");
  }

  @Test
  void whoTellsTokensOnlyAtTheEndOfATurnRefusesABoundInThem() throws Exception {
    JsonNode refused =
        daemon.post(
            "/v1/tasks",
            Map.of(
                "dir",
                project.toString(),
                "prompt",
                "x",
                "settings",
                Map.of("provider", "acp:mine", "max_tokens", 10_000)));
    assertThat(refused.get("code").asString()).as("%s", refused).isEqualTo("provider_cannot");
    assertThat(refused.get("detail").asString()).contains("acp:mine does not take max_tokens");
  }
}
