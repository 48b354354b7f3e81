package dev.agentpool.provider.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.BrokenAgentContract;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any agent over ACP, with the scripted one that a person's configuration names. */
class ScriptedAcpTest extends BrokenAgentContract {
  @Override
  protected ProviderBench bench(Path place) {
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                AcpProvider.any(new AcpProvider.Parts(host, clock, awake, timings, seal)));
    bench.with("provider", "acp:scripted").with("access", "full");
    Path agent = ScriptedAgent.install(place.resolve("bin"));
    named(bench, Map.of("command", List.of(agent.toString(), "--acp")));
    return bench;
  }

  private static void named(ProviderBench bench, Map<String, Object> table) {
    bench.with("vendor", Map.of("acp:scripted", table));
  }

  /** Only walls hold an agent that nobody knows. */
  @Override
  protected ProviderBench withAccess(String access) {
    behindWalls();
    return super.withAccess(access);
  }

  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return tool("Bash", Map.of("command", command));
      }

      @Override
      public String writes(Path file, String text) {
        return tool("Write", Map.of("file_path", file.toString(), "content", text));
      }

      private static String tool(String name, Map<String, Object> input) {
        String verb = name.equals("Bash") ? "may" : "tool";
        return "@@" + verb + " " + name + " " + Json.text(input) + "@@";
      }

      @Override
      public String apiError(int code) {
        return "@@api " + code + " no@@";
      }
    };
  }

  @Test
  void anErrorThatComesAsAnAnswerIsAnError() {
    AgentReport report = bench.run(bench.open("s"), "@@api-text 400 the prompt is bad@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.REQUEST_REFUSED);
    assertThat(report.output()).contains("the prompt is bad");
    assertThat(bench.run(bench.open("t"), "@@say Error handling is in 400 files@@").ending())
        .matches(ending -> ending.success());
  }

  @Test
  void eachReasonToStopIsAnOutcome() {
    AgentSession session = bench.open("s");
    Map<String, OutcomeCode> reasons =
        Map.of(
            "refusal", OutcomeCode.CONTENT_REFUSED,
            "max_turn_requests", OutcomeCode.MAX_TURNS,
            "max_tokens", OutcomeCode.AGENT_ERROR,
            "cancelled", OutcomeCode.INTERRUPTED,
            "tired", OutcomeCode.AGENT_ERROR);
    reasons.forEach((reason, code) ->
        assertThat(bench.run(session, "@@say a@@ @@stop " + reason + "@@").ending().code())
            .as(reason)
            .isEqualTo(code));
    assertThat(bench.run(session, "@@auth@@").ending().code()).isEqualTo(OutcomeCode.AUTH_FAILED);
    assertThat(bench.run(session, "@@limit 100@@").ending())
        .matches(ending -> ending.code() == OutcomeCode.RATE_LIMITED && ending.until() != null);
    assertThat(bench.run(session, "@@stop end_turn@@").ending().code())
        .isEqualTo(OutcomeCode.EMPTY);
  }

  @Test
  void dollarsOfTheConversationWinAndAreCountedOnce() {
    AgentSession session = bench.open("s");
    AgentReport first = bench.run(session, "@@dollars 0.25@@ @@say a@@");
    assertThat(first.spent().cost()).isEqualTo(Cost.known(Money.ofMicros(250_000)));
    AgentReport second = bench.run(session, "@@dollars 0.26@@ @@dollars 0.30@@ @@say b@@");
    assertThat(second.spent().cost()).isEqualTo(Cost.known(Money.ofMicros(50_000)));
    assertThat(bench.heard(AgentEvent.CostSoFar.class))
        .extracting(cost -> cost.turn().micros())
        .containsExactly(250_000L, 10_000L, 50_000L);
    AgentReport silent = bench.run(session, "@@say c@@");
    assertThat(silent.spent().cost().isKnown()).as("dollars of before say nothing").isFalse();
  }

  @Test
  void dollarsOfNothingAreNoDollars() {
    AgentReport report = bench.run(bench.open("s"), "@@dollars 0@@ @@usage 5 6 0 0@@ @@say a@@");
    assertThat(report.spent().cost().isKnown()).isFalse();
    assertThat(report.spent().tokens()).isEqualTo(new TokenUsage(5, 6, 0, 0));
  }

  @Test
  void tokensAreThoseOfTheTurnAndDollarsAreUnknown() {
    AgentSession session = bench.open("s");
    bench.run(session, "@@usage 5 6 7 8@@ @@say a@@");
    AgentReport second = bench.run(session, "@@usage 50 60 70 80@@ @@say a@@");
    assertThat(second.spent().tokens()).isEqualTo(new TokenUsage(50, 60, 70, 80));
    assertThat(second.spent().cost().isKnown()).isFalse();
  }

  @Test
  void aConversationIsGoneOnWithInAnotherProcess() {
    AgentSession first = bench.open("first");
    AgentReport told = bench.run(first, "@@say apple@@");
    first.end(ProviderBench.PATIENCE);
    AgentSession second = bench.open("second", bench.spec(told.conversation()));
    assertThat(bench.run(second, "@@history@@").output()).contains("remembers 1: @@say apple@@");
    assertThatThrownBy(() -> bench.open("third", bench.spec("no-such-one")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("does not go on with the conversation no-such-one");
  }

  @Test
  void whatIsAddedToTheSystemPromptStandsBeforeAConversationsFirstPromptAlone() {
    bench.with("append_system_prompt", "You are a gardener.");
    AgentSession session = bench.open("s");
    bench.run(session, "@@say one@@");
    assertThat(bench.run(session, "@@history@@").output())
        .contains("You are a gardener.")
        .doesNotContain("remembers 2");
    bench.newDaemon();
    AgentSession adopted = bench.adopt(session);
    assertThat(bench.run(adopted, "@@history@@").output().split("gardener")).hasSize(2);
    assertThat(adopted.reset(ProviderBench.PATIENCE)).isTrue();
    bench.run(adopted, "@@say anew@@");
    assertThat(bench.run(adopted, "@@history@@").output())
        .startsWith("remembers 1")
        .contains("gardener");
  }

  @Test
  void aModelIsAskedForAndOneThatIsNotKnownIsRefused() {
    assertThat(bench.run(bench.with("model", "other").open("s"), "@@say a@@").model())
        .isEqualTo("other");
    assertThatThrownBy(() -> bench.with("model", "no-such-model").open("t"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no-such-model")
        .hasMessageContaining("scripted, other");
  }

  @Test
  void anAgentOfAnotherVersionIsRefusedWithBoth() {
    named(
        bench,
        Map.of(
            "command",
            List.of(ScriptedAgent.install(folder.resolve("bin")).toString(), "--acp"),
            "environment",
            Map.of("SCRIPTED_ACP_VERSION", "7")));
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("speaks version 7 of ACP, and agentpool version 1");
  }

  @Test
  void aProgramThatSpeaksNothingIsToldAsThatWithWhatItPrinted() {
    named(bench, Map.of("command", List.of("/bin/echo", "Usage: echo")));
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("Usage: echo")
        .hasMessageContaining("does not speak acp");
  }

  @Test
  void aProgramThatIsNotThereIsToldWithWhereItIsNamed() {
    named(bench, Map.of("command", List.of("no-such-agent", "--acp")));
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("command in [provider.\"acp:scripted\"] names no-such-agent");
    assertThat(bench.provider().detect(bench.spec(null)).usable()).isFalse();
  }

  @Test
  void readAndEditNeedWallsWhereNobodyKnowsWhatAnAgentAsksFor() throws Exception {
    bench.enclosure = dev.agentpool.session.Enclosure.open("there is no bwrap");
    assertThatThrownBy(() -> bench.with("access", "read").open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("by agentpool's walls alone")
        .hasMessageContaining("there is no bwrap");
    assertThat(bench.with("access", "full").open("t").alive()).isTrue();
    assertThat(Files.exists(folder.resolve("sessions/s/exit"))).isFalse();
  }
}
