package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the whole system: {@code Bench [all | NAME...] [--runs N] [--out FILE] [--scratch DIR]}.
 * Ends with 0 when every scenario could be measured (met its target or not), with 1 when one could
 * not, with 2 when it was called wrongly.
 */
public final class Bench {
  private static final List<Scenario> SCENARIOS =
      List.of(
          new WarmDispatch(),
          new ColdDispatch(),
          new WallsCost(),
          new WaitReturn(),
          new Questions(),
          new Mails(),
          new Throughput(),
          new IdleDaemon(),
          new ManySessions(),
          new Restart(),
          new CommandStart(),
          new RealClaude(false),
          new RealClaude(true),
          new ToolList(),
          new SessionTokens(),
          new SseClients(),
          new WarmAgentCalls(),
          new ChainFanTokens(),
          new Reads(),
          new RedactionSpeed(),
          new SessionMemory());

  private Bench() {}

  private record Arguments(
      List<Scenario> scenarios, @Nullable Integer runs, @Nullable Path out, Path scratch) {}

  /**
   * See the class. The system properties {@code agentpool.image} and {@code agentpool.launcher} say
   * what is measured.
   */
  public static void main(String[] words) throws IOException {
    Arguments arguments;
    try {
      arguments = read(words);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(run(arguments) ? 0 : 1);
  }

  private static Arguments read(String[] words) {
    List<Scenario> chosen = new ArrayList<>();
    Integer runs = null;
    Path out = null;
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "all" -> chosen.addAll(SCENARIOS);
        case "--runs" -> runs = Integer.valueOf(value(words, ++i));
        case "--out" -> out = Path.of(value(words, ++i));
        case "--scratch" -> scratch = Path.of(value(words, ++i));
        default -> chosen.add(named(words[i]));
      }
    }
    return new Arguments(chosen.isEmpty() ? SCENARIOS : chosen, runs, out, scratch);
  }

  private static String value(String[] words, int index) {
    if (index >= words.length) {
      throw new IllegalArgumentException(words[index - 1] + " needs a value");
    }
    return words[index];
  }

  private static Scenario named(String name) {
    return SCENARIOS.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown scenario '"
                    + name
                    + "'; known: all, "
                    + String.join(", ", SCENARIOS.stream().map(Scenario::name).toList())));
  }

  private static boolean run(Arguments arguments) throws IOException {
    Path scratch = Files.createTempDirectory(arguments.scratch, "apb").toRealPath();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("end-children").unstarted(Bench::endChildren));
    boolean all = true;
    try (Report report = new Report(arguments.out)) {
      Lab lab =
          new Lab(
              Path.of(property("agentpool.image")),
              Path.of(property("agentpool.launcher")),
              scratch,
              Files.createDirectories(Path.of(property("agentpool.bench.cache"))),
              arguments.runs,
              Optional.ofNullable(System.getenv("AGENTPOOL_TEST_CLAUDE"))
                  .filter(path -> !path.isBlank())
                  .map(Path::of),
              report);
      Machine.described(lab).forEach(report::line);
      for (Scenario scenario : arguments.scenarios) {
        all &= measured(scenario, lab);
      }
    } finally {
      Lab.delete(scratch);
    }
    return all;
  }

  /**
   * For an interrupted run: a daemon that is measured takes SIGTERM as a stop and ends its
   * sessions.
   */
  private static void endChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
  }

  private static boolean measured(Scenario scenario, Lab lab) {
    lab.report().line("");
    lab.report().line("## " + scenario.name());
    lab.report().line("");
    lab.report().line(scenario.about());
    try {
      scenario.run(lab);
      return true;
    } catch (Exception e) {
      lab.report().line("");
      lab.report().line("Could not be measured: " + e.getMessage());
      e.printStackTrace();
      return false;
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("-D" + name + " is missing: start this by scripts/bench");
    }
    return value;
  }
}
