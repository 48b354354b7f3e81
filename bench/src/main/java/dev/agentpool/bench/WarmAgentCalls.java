package dev.agentpool.bench;

import dev.agentpool.definition.AgentDefinitions;
import dev.agentpool.definition.DefinitionPlaces;
import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An agent out of a definition file, called again and again, and what a process per call costs. */
final class WarmAgentCalls implements Scenario {
  private static final String AGENT = "reviewer";
  private static final String DEFINITION =
      "---\nname: "
          + AGENT
          + "\ndescription: reviews a change\n---\nYou review changes.\n\n"
          + "Read the change whole before you say a word; name the file and the line of every finding, why it is wrong, "
              .repeat(20)
          + "and what to write instead.\n";

  @Override
  public String name() {
    return "warm-agents";
  }

  @Override
  public String about() {
    return "`POST /v1/agents/NAME/invoke` one after the other, with the real Claude CLI against a fake model API that "
        + "answers at once, beside one `claude -p` process for each call with the same system prompt; billed by the "
        + "simulated prompt cache.";
  }

  private record Calls(Samples samples, double cpuSeconds, TokenBill bill) {}

  @Override
  public void run(Lab lab) throws Exception {
    int calls = lab.runs(20);
    processes(lab, 2); // what the machine reads from its disk for the first time
    Calls cold = processes(lab, calls);
    List<Long> warmUp = new ArrayList<>();
    Calls warm = agent(lab, calls, warmUp);
    List<String> columns = new ArrayList<>();
    columns.addAll(List.of("what", "calls", "median ms", "p99 ms", "CPU s a call"));
    columns.addAll(TokenBill.COLUMNS);
    lab.report().head(columns);
    row(lab, "warm agent", warm);
    row(lab, "baseline: `claude -p` for each call", cold);
    lab.report().line("");
    lab.report()
        .line(
            "The agent's process was started before by `warmup`, in "
                + Samples.millis(warmUp.getFirst())
                + " ms; its CPU and the daemon's are in \"CPU s a call\", the fake model API's are not.");
  }

  private static void row(Lab lab, String what, Calls calls) {
    List<String> cells = new ArrayList<>();
    cells.add(what);
    cells.add(Integer.toString(calls.samples.size()));
    cells.add(Samples.millis(calls.samples.median()));
    cells.add(Samples.millis(calls.samples.p99()));
    cells.add(String.format(Locale.ROOT, "%.2f", calls.cpuSeconds / calls.samples.size()));
    cells.addAll(calls.bill.cells());
    lab.report().row(cells);
  }

  private static String task(int number) {
    return "Review change " + number + ". @@say no findings in " + number + "@@";
  }

  private static void insist(String said, int number) throws IOException {
    if (!said.equals("no findings in " + number)) {
      throw new IOException("call " + number + " was answered with: " + said);
    }
  }

  private static Calls agent(Lab lab, int calls, List<Long> warmUp) throws Exception {
    try (FakeModelApi api = FakeModelApi.start();
        MeasuredDaemon daemon =
            new MeasuredDaemon(
                lab,
                "slots = 1\n[settings]\nprovider = \"claude\"\npermission_mode = \"default\"\n")) {
      define(daemon.project());
      daemon.with(ClaudeCli.environment(lab, api, ClaudeCli.in(lab))).start();
      String path = "/v1/agents/" + AGENT + "/";
      String pool = "?dir=" + daemon.project();
      double cpu = ProcessFigures.cpuSecondsUnder(lab.scratch());
      long asked = System.nanoTime();
      daemon.connection().post(path + "warmup" + pool, Map.of());
      warmUp.add(System.nanoTime() - asked);
      Samples samples = new Samples();
      for (int i = 0; i < calls; i++) {
        long began = System.nanoTime();
        String said =
            daemon
                .connection()
                .post(path + "invoke" + pool, Map.of("task", task(i)))
                .get("output")
                .asString("");
        samples.add(System.nanoTime() - began);
        insist(said, i);
      }
      return new Calls(
          samples, ProcessFigures.cpuSecondsUnder(lab.scratch()) - cpu, TokenBill.of(api));
    }
  }

  private static Calls processes(Lab lab, int calls) throws Exception {
    try (FakeModelApi api = FakeModelApi.start()) {
      Path project = lab.folder("x").toRealPath();
      define(project);
      Path system = lab.folder("prompt").resolve("system.md");
      Files.writeString(system, systemPrompt(project));
      ClaudeCli claude =
          new ClaudeCli(
              project, lab.folder("notes"), ClaudeCli.environment(lab, api, ClaudeCli.in(lab)));
      Samples samples = new Samples();
      double cpu = 0;
      for (int i = 0; i < calls; i++) {
        ClaudeCli.Call call =
            claude.once(List.of("--system-prompt-file", system.toString()), task(i));
        samples.add(call.nanos());
        cpu += call.cpuSeconds();
        insist(call.said(), i);
      }
      return new Calls(samples, cpu, TokenBill.of(api));
    }
  }

  private static void define(Path project) throws IOException {
    Path agents = Files.createDirectories(project.resolve(".agent-pool/agents"));
    Files.writeString(agents.resolve(AGENT + ".md"), DEFINITION);
  }

  /** As the pool composes it. */
  private static String systemPrompt(Path project) {
    Path none = project.resolve("none");
    return new AgentDefinitions(DefinitionPlaces.standard(none, none, project))
        .get(AGENT)
        .systemPrompt(project, Instant.now());
  }
}
