package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.ProviderContract;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Path;
import java.util.Map;

/** Claude Code's protocol, played by the scripted agent. */
class ScriptedClaudeTest extends ProviderContract {
  @Override
  protected ProviderBench bench(Path place) {
    ClaudeCli cli = ClaudeCli.scripted(ScriptedAgent.install(place.resolve("bin")));
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                new ClaudeProvider("scripted", host, cli, clock, awake, timings, seal));
    bench.environment.put("IS_SANDBOX", "1");
    return bench.with("access", "full");
  }

  @Override
  protected boolean knowsAPromptAgain() {
    return true;
  }

  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return tool(verb(), "Bash", Map.of("command", command));
      }

      @Override
      public String writes(Path file, String text) {
        return tool("may", "Write", Map.of("file_path", file.toString(), "content", text));
      }

      private String verb() {
        return "edit".equals(bench.settings.get("access")) ? "ask" : "may";
      }

      private static String tool(String verb, String name, Map<String, Object> input) {
        return "@@" + verb + " " + name + " " + Json.text(input) + "@@";
      }

      @Override
      public String apiError(int code) {
        return "@@api " + code + " no@@";
      }

      @Override
      public String cut() {
        return "@@api 500 the connection was closed in the middle of the answer@@";
      }
    };
  }
}
