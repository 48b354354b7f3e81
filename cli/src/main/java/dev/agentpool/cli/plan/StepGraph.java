package dev.agentpool.cli.plan;

import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Mark;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps as a person sees them: each in its lane of a graph, with what is said of it. */
final class StepGraph {
  private static final String GAP = "  ";
  private static final int LEAST_SAID = 24;
  private static final int DENSE_FROM = 4; // of the columns, which part the lanes may take
  private final List<Node> nodes;

  /**
   * One step.
   *
   * @param name what others call it
   * @param after names of those that it waits for; of unknown ones nothing is drawn
   * @param state as tasks have it, or {@code skipped}; empty for a step that is not under way
   * @param facts short ones, in columns; as many for each
   * @param about the rest of the line, as much of it as there is room for
   */
  record Node(String name, List<String> after, String state, List<String> facts, String about) {}

  StepGraph(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** Returns false, and prints nothing, where there is no graph, or no room for it. */
  boolean print(Terminal terminal, boolean unicode) {
    List<Lanes.Line> lines = lines(unicode, false);
    if (width(lines) > terminal.columns() / DENSE_FROM) {
      lines = lines(unicode, true);
    }
    int graph = width(lines);
    boolean isWhole = lines.stream().filter(Lanes.Line::isOfOne).count() == nodes.size();
    if (nodes.isEmpty() || !isWhole || terminal.columns() - graph < LEAST_SAID) {
      return false;
    }
    List<Integer> widths = widths(terminal.columns() - graph);
    for (Lanes.Line line : lines) {
      String said = line.isOfOne() ? said(nodes.get(line.place()), widths) : "";
      String whole = line.text() + " ".repeat(graph - line.text().length()) + GAP + said;
      terminal.printRow(
          line.isOfOne() ? Colour.ofState(nodes.get(line.place()).state()) : Colour.PLAIN,
          Text.fit(whole.stripTrailing(), terminal.columns()));
    }
    return true;
  }

  private List<Lanes.Line> lines(boolean unicode, boolean dense) {
    return new Lanes(before(), place -> mark(place, unicode), unicode, dense).lines();
  }

  private static int width(List<Lanes.Line> lines) {
    return lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
  }

  private String mark(int place, boolean unicode) {
    return Mark.of(nodes.get(place).state(), unicode);
  }

  private List<Set<Integer>> before() {
    Map<String, Integer> places =
        nodes.stream().collect(Collectors.toMap(Node::name, nodes::indexOf, (one, _) -> one));
    List<Set<Integer>> before = new ArrayList<>();
    for (Node node : nodes) {
      before.add(
          node.after().stream()
              .filter(places::containsKey)
              .map(places::get)
              .collect(Collectors.toSet()));
    }
    return before;
  }

  /** Of the name, at most a third of the room, and of each fact. */
  private List<Integer> widths(int room) {
    List<Integer> widths = new ArrayList<>();
    widths.add(
        Math.min(
            Math.max(8, room / 3),
            nodes.stream().mapToInt(node -> Text.columns(node.name())).max().orElse(0)));
    for (int fact = 0; fact < nodes.getFirst().facts().size(); fact++) {
      int each = fact;
      widths.add(
          nodes.stream().mapToInt(node -> Text.columns(node.facts().get(each))).max().orElse(0));
    }
    return widths;
  }

  private static String said(Node node, List<Integer> widths) {
    StringBuilder said = new StringBuilder();
    cell(said, node.name(), widths.getFirst());
    for (int fact = 0; fact < node.facts().size(); fact++) {
      cell(said, node.facts().get(fact), widths.get(fact + 1));
    }
    return said.append(node.about()).toString();
  }

  private static void cell(StringBuilder line, String text, int width) {
    String shown = Text.fit(text, width);
    line.append(shown).append(" ".repeat(width - Text.columns(shown))).append(GAP);
  }
}
