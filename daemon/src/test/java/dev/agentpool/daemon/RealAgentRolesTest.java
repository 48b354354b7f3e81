package dev.agentpool.daemon;

import static dev.agentpool.daemon.RoleLab.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An expert's tools in the hands of real agent CLIs that have them not from the daemon but from the
 * program {@code agent-pool mcp}, which they start behind the walls of their session.
 */
@Tag("real")
class RealAgentRolesTest {
  private static final String POOL = "[pool]\nname = \"p\"\n[experts.auth]\n[experts.db]\n";

  @ParameterizedTest
  @ValueSource(strings = {"opencode", "codex-cli"})
  void anExpertNotesWhatItLearntAndMaySpeakForNobodyElse(String provider) throws Exception {
    RealAgent agent = RealAgent.of(provider);
    try (RoleLab lab =
        new RoleLab(
            POOL.replace(
                "[experts.auth]", "[defaults]\nprovider = \"" + provider + "\"\n[experts.auth]"))) {
      agent.install(lab.daemon(), lab.root().resolve("user"), lab.api().baseUrl().toString());
      lab.start();
      lab.send(
          "auth",
          "t-1",
          found(provider)
              + call(tool(provider, "update_state"), Map.of("content", "- tokens last an hour"))
              + call(
                  tool(provider, "send_response"),
                  Map.of("to", "db", "id", "note-1", "body", "tell db", "from", "architect"))
              + call(tool(provider, "append_error"), Map.of("entry", "use UTC"))
              + "@@say learnt@@");
      assertThat(lab.awaitMail("t-1", "completed").get("answer").asString()).isEqualTo("learnt");
      assertThat(lab.log("auth", "t-1")).contains("state.md updated", "error entry appended");
      assertThat(Files.readString(lab.pool("experts/auth/state.md")))
          .isEqualTo("- tokens last an hour\n");
      assertThat(lab.mail("note-1").get("from").asString()).isEqualTo("auth");
      lab.send("auth", "t-2", "second-of-auth @@say seen@@");
      lab.awaitMail("t-2", "completed");
      assertThat(lab.asked("auth", "second-of-auth")).contains("tokens last an hour", "use UTC");
      assertThat(lab.get("/v1/experts/auth").get("changes").toString()).contains("t-1");
    }
  }

  /** As that CLI names the tools of a server. */
  private static String tool(String provider, String name) {
    return (provider.equals("codex-cli") ? "mcp__agent_pool__" : "agent-pool_") + name;
  }

  /** Codex tells its model of a server's name alone: of the tools it learns by a search. */
  private static String found(String provider) {
    return provider.equals("codex-cli")
        ? call(
            "tool_search", Map.of("query", "update_state send_response append_error", "limit", 20))
        : "";
  }
}
