package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.AgentReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent asks the daemon over its control channel. */
class DeskTest {
  @TempDir Path folder;

  /** Allows {@code ls} slowly and with other input, denies the rest, and offers one tool. */
  static class Desk implements ToolDesk {
    final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public Permission mayUse(String tool, Map<String, Object> input) {
      if (!"ls".equals(input.get("command"))) {
        return new Permission.Deny("not that", false);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_500_000_000L);
      return new Permission.Allow(Map.of("command", "echo changed"));
    }

    @Override
    public List<String> servers() {
      return List.of("pool");
    }

    @Override
    public @Nullable Map<String, Object> mcp(String server, Map<String, Object> message) {
      seen.add(server + " " + message.get("method"));
      Object id = message.get("id");
      Map<String, Object> result =
          switch (String.valueOf(message.get("method"))) {
            case "initialize" ->
                Map.of(
                    "protocolVersion",
                    "2025-11-25",
                    "capabilities",
                    Map.of("tools", Map.of()),
                    "serverInfo",
                    Map.of("name", "pool", "version", "1"));
            case "tools/list" ->
                Map.of(
                    "tools",
                    List.of(
                        Map.of(
                            "name",
                            "report",
                            "description",
                            "d",
                            "inputSchema",
                            Map.of("type", "object"))));
            default -> Map.of("content", List.of(Map.of("type", "text", "text", "noted")));
          };
      return id == null ? null : Map.of("jsonrpc", "2.0", "id", id, "result", result);
    }

    @Override
    public boolean watchesWrites() {
      return true;
    }

    @Override
    public Optional<String> objection(String tool, List<String> files) {
      seen.add("before " + tool + " " + files);
      return files.stream().anyMatch(file -> file.endsWith("held"))
          ? Optional.of("somebody else writes it")
          : Optional.empty();
    }
  }

  @Test
  void anAllowedToolRunsWithTheChangedInputAndThinkingLongIsNoStall() {
    try (Bench bench = new Bench(folder)) {
      bench.desk = new Desk();
      bench.with("stall_timeout", "500ms");
      AgentReport result = bench.once("@@ask Bash {\"command\":\"ls\"}@@ @@say done@@");
      assertThat(result.output()).as(result.toString()).isEqualTo("done");
      assertThat(result.ending().success()).isTrue();
      assertThat(
              bench.heard(dev.agentpool.session.AgentEvent.ToolResult.class).getFirst().summary())
          .isEqualTo("changed");
    }
  }

  @Test
  void aDeniedToolSaysWhyToTheAgent() {
    try (Bench bench = new Bench(folder)) {
      bench.desk = new Desk();
      AgentReport result = bench.once("@@ask Bash {\"command\":\"rm\"}@@ @@say done@@");
      assertThat(result.permissionDenials()).containsExactly("Bash");
      assertThat(
              bench.heard(dev.agentpool.session.AgentEvent.ToolResult.class).getFirst().summary())
          .contains("not that");
    }
  }

  @Test
  void toolsOfTheDaemonAreCalled() {
    try (Bench bench = new Bench(folder)) {
      Desk desk = new Desk();
      bench.desk = desk;
      bench.with("allowed_tools", List.of("mcp__pool__report"));
      AgentReport result = bench.once("@@mcp pool report {}@@ @@say done@@");
      assertThat(result.output()).isEqualTo("done");
      assertThat(desk.seen).contains("pool tools/call");
      assertThat(
              bench.heard(dev.agentpool.session.AgentEvent.ToolResult.class).getFirst().summary())
          .isEqualTo("noted");
    }
  }

  @Test
  void theDeskIsHeardBeforeAFileIsWrittenThoughTheRulesAllowIt() {
    try (Bench bench = new Bench(folder)) {
      Desk desk = new Desk();
      bench.desk = desk;
      bench.with("permission_mode", "acceptEdits");
      AgentReport result =
          bench.once(
              "@@tool Write {\"file_path\":\"held\",\"content\":\"a\"}@@"
                  + " @@tool Write {\"file_path\":\"free\",\"content\":\"b\"}@@ @@say done@@");
      assertThat(result.output()).isEqualTo("done");
      assertThat(desk.seen).contains("before Write [held]", "before Write [free]");
      assertThat(
              bench.heard(dev.agentpool.session.AgentEvent.ToolResult.class).getFirst().summary())
          .contains("somebody else writes it");
    }
  }
}
