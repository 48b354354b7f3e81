package dev.agentpool.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.cli.terminal.Sheet;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps in the lanes of a graph, with what is said of each. */
class StepGraphTest {
  private static StepGraph.Node node(String name, String state, List<String> after) {
    return new StepGraph.Node(
        name, after, state, List.of("1a2b3c", state, "1m05s", "$0.12"), "说明 " + "text ".repeat(50));
  }

  private static List<String> drawn(int columns, List<StepGraph.Node> nodes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            Terminal.printer(out),
            Terminal.printer(out),
            true,
            true,
            true,
            false,
            new Sheet(() -> new Size(columns, 24)));
    return new StepGraph(nodes).print(terminal, true)
        ? out.toString(StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  @Test
  void twentyBranchesAreToldApartAtEightyColumns() {
    List<String> branches = IntStream.rangeClosed(1, 20).mapToObj(each -> "part-" + each).toList();
    List<StepGraph.Node> nodes = new ArrayList<>(List.of(node("plan", "completed", List.of())));
    branches.forEach(name -> nodes.add(node(name, "running", List.of("plan"))));
    nodes.add(node("join", "blocked", branches));
    List<String> lines = drawn(80, nodes);
    assertThat(lines).hasSize(24).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
    for (String name : branches) {
      assertThat(lines)
          .anyMatch(line -> line.matches(".*▸.* " + name + " +1a2b3c +running +1m05s +\\$0.12 .*"));
    }
    assertThat(drawn(40, nodes)).as("no room for what is said").isEmpty();
  }

  @Test
  void fiftyStepsInARowAreAsManyLines() {
    List<StepGraph.Node> nodes = new ArrayList<>();
    for (int step = 1; step <= 50; step++) {
      nodes.add(node("step-" + step, "completed", List.of("step-" + (step - 1))));
    }
    List<String> lines = drawn(60, nodes);
    assertThat(lines).hasSize(50).allMatch(line -> line.startsWith("✓  step-"));
  }

  @Test
  void aCircleIsNoGraph() {
    assertThat(drawn(80, List.of(node("a", "running", List.of("b")), node("b", "", List.of("a")))))
        .isEmpty();
    assertThat(drawn(80, List.of())).isEmpty();
  }
}
