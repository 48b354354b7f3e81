package dev.agentpool.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.DaemonHome;
import dev.agentpool.cli.client.DaemonStart;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks under way together, as lines. */
class FanOutLinesTest {
  @TempDir Path home;
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, Json> tasks = new HashMap<>();

  private void task(int number, String state, String more) {
    String id = "task-%016x".formatted(number * 0x0100000000000000L);
    titles.put(id, "title " + number);
    if (!state.isEmpty()) {
      tasks.put(id, Json.parse("{\"state\":\"" + state + "\"" + more + "}"));
    }
  }

  private List<String> lines(int columns, int rows) {
    DaemonClient nobody =
        new DaemonClient(
            DaemonHome.of(Map.of("AGENT_POOL_HOME", home.toString())),
            new DaemonStart(null, "", Map.of(), Duration.ZERO),
            Map.of());
    return new FanOutLines(
            new ShownIds(true, titles.keySet()),
            titles,
            tasks,
            new Doings(nobody, () -> {}),
            Instant.ofEpochMilli(100_000),
            false)
        .within(new Size(columns, rows)).stream().map(Screen.Line::text).toList();
  }

  @Test
  void eachSaysHowItStandsWhereForHowLongAndForHowMuch() {
    task(1, "completed", ",\"slot_id\":\"slot-0\",\"elapsed_ms\":4200,\"cost_microdollars\":20000");
    task(2, "running", ",\"slot_id\":\"slot-1\",\"started_at_ms\":40000");
    task(3, "failed", ",\"reason\":\"it broke\",\"elapsed_ms\":61000");
    task(4, "", "");
    assertThat(lines(100, 20))
        .containsExactly(
            "+ 010000  completed  slot-0    4s      $0.02  title 1",
            "> 020000  running    slot-1    1m00s   $0.00  title 2",
            "x 030000  failed     -         1m01s   $0.00  title 3           it broke"
                .replace("title 3           it", "title 3  it"),
            ". 040000  pending    -         -       $0.00  title 4",
            "2 of 4 ended, 1 without success, $0.02; Ctrl-C leaves them running");
    assertThat(lines(50, 20).getFirst()).doesNotContain("slot-0").endsWith("title 1");
  }

  @Test
  void whereThereIsNoRoomForAllThoseThatRunAreShown() {
    for (int number = 1; number <= 60; number++) {
      task(number, number <= 40 ? "completed" : number == 50 ? "running" : "blocked", "");
    }
    List<String> lines = lines(80, 4);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("title 41");
    assertThat(lines.get(2)).startsWith("> ").contains("title 50");
    assertThat(lines.getLast()).startsWith("40 of 60 ended").contains("57 not shown");
  }
}
