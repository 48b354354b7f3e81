package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.ProviderContract;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The real Claude Code, held to what every provider is held to. */
@Tag("real")
class RealClaudeContractTest extends ProviderContract {
  private final FakeModelApi api = FakeModelApi.start();

  @AfterEach
  void closeApi() {
    api.close();
  }

  @Override
  protected ProviderBench bench(Path place) {
    String binary = System.getenv("AGENTPOOL_TEST_CLAUDE");
    if (binary == null || binary.isBlank()) {
      throw new IllegalStateException("set AGENTPOOL_TEST_CLAUDE to the claude binary");
    }
    ClaudeCli cli = ClaudeCli.scripted(Path.of(binary));
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                new ClaudeProvider("claude", host, cli, clock, awake, timings, seal));
    bench.environment.putAll(
        Map.of(
            "ANTHROPIC_API_KEY", "sk-test-dummy",
            "ANTHROPIC_BASE_URL", api.baseUrl().toString(),
            "IS_SANDBOX", "1",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "DISABLE_AUTOUPDATER", "1",
            "DISABLE_TELEMETRY", "1",
            "DISABLE_ERROR_REPORTING", "1",
            "CLAUDE_CODE_MAX_RETRIES", "1"));
    return bench.with("access", "full");
  }

  @Override
  protected boolean knowsAPromptAgain() {
    return true;
  }

  /** A limit that is the key's is told without its end; that of a subscription has one. */
  @Override
  protected boolean tellsWhenALimitEnds() {
    return false;
  }

  /** It asks once more, not streaming, and gets it whole. */
  @Override
  protected Fault cut() {
    return Fault.told(OutcomeCode.COMPLETED);
  }

  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return tool("Bash", Map.of("command", asked() ? "sh -c '" + command + "'" : command));
      }

      /** With edit it lets plain touches of files in its workspace pass. */
      private boolean asked() {
        return "edit".equals(bench.settings.get("access"));
      }

      @Override
      public String writes(Path file, String text) {
        return tool("Write", Map.of("file_path", file.toString(), "content", text));
      }

      private static String tool(String name, Map<String, Object> input) {
        return "@@tool " + name + " " + Json.text(input) + "@@";
      }

      @Override
      public String apiError(int code) {
        return "@@err " + code + " 99@@ @@say never@@";
      }

      @Override
      public String limit() {
        return "@@err 429 99 3600@@ @@say never@@";
      }

      @Override
      public String cut() {
        return "@@cut 99@@ @@say half an answer of some words@@";
      }
    };
  }
}
