package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The ways in which the same prompts reach the real Claude CLI, each in a git repository of its own
 * that is made anew for each turn.
 *
 * @param claude the executable
 * @param environment scrubbed: nothing of this machine's Claude is read, nothing but loopback is
 *     spoken to
 * @param changes whether each task writes a file
 */
record ClaudeSide(
    Lab lab, Path claude, FakeModelApi api, Map<String, String> environment, boolean changes) {
  static final int WIDTH = 4;

  /** The longest a process may live that no daemon looks after, in seconds. */
  private static final String PATIENCE = "600";

  private static final List<String> MODE = List.of("--permission-mode", "acceptEdits");

  /**
   * What a turn took.
   *
   * @param cpu of all that served the prompts, in seconds; of no other program
   * @param daemon of the daemon itself
   * @param gits of what it started and saw end
   */
  record Run(int tasks, double seconds, double cpu, double daemon, double gits) {}

  private List<String> prompts(int tasks) {
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      String write =
          "@@tool Write {\"file_path\":\"out-" + i + ".txt\",\"content\":\"text " + i + "\"}@@ ";
      prompts.add((changes ? write : "") + "@@say ok " + i + "@@");
    }
    return prompts;
  }

  /** Through a pool as {@code agentpool init} describes it. */
  Run pool(int tasks, String... options) throws Exception {
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab)) {
      GitProject project = begun(daemon, environment, options);
      double cpu = served();
      ProcessFigures.Used before = ProcessFigures.used(daemon.pid());
      long began = System.nanoTime();
      daemon.awaitCompleted(daemon.submitAll(prompts(tasks)));
      double seconds = (System.nanoTime() - began) / 1e9;
      ProcessFigures.Used used = ProcessFigures.used(daemon.pid());
      Run run =
          new Run(
              tasks,
              seconds,
              served() - cpu,
              used.self() - before.self(),
              used.children() - before.children());
      int kept = project.git("branch", "--list", "agentpool/*").lines().toList().size();
      requireAll(tasks, kept + written(daemon.project()));
      return run;
    }
  }

  /**
   * The gits that agentpool starts for one task in a slot that has served one. Not timed: what
   * counts them costs time.
   */
  double gits(int tasks, String... options) throws Exception {
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab)) {
      GitCount count = GitCount.in(lab.folder("git-bin"), environment);
      Map<String, String> counted = new HashMap<>(environment);
      counted.putAll(count.path(environment));
      begun(daemon, counted, options);
      daemon.awaitCompleted(daemon.submitAll(prompts(2 * WIDTH)));
      daemon.awaitIdle();
      long before = count.starts();
      daemon.awaitCompleted(daemon.submitAll(prompts(tasks)));
      daemon.awaitIdle();
      return (double) (count.starts() - before) / tasks;
    }
  }

  private GitProject begun(MeasuredDaemon daemon, Map<String, String> agents, String... options)
      throws Exception {
    GitProject project = GitProject.in(lab, daemon.project());
    List<String> all = new ArrayList<>(List.of("--slots", Integer.toString(WIDTH)));
    all.addAll(List.of(options));
    daemon.with(agents).init(all.toArray(String[]::new)).start();
    daemon.pool();
    return project;
  }

  /**
   * Bare resident processes, which take the prompts as they are done with the one before.
   *
   * @param cleared whether each prompt begins with an empty context, as a task does
   */
  Run bare(int tasks, boolean cleared) throws Exception {
    Path directory = lab.folder("b");
    GitProject.in(lab, directory);
    Queue<String> prompts = new ConcurrentLinkedQueue<>(prompts(tasks));
    long began = System.nanoTime();
    int answered = 0;
    double cpu = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(WIDTH)) {
      List<Future<Fed>> all = new ArrayList<>();
      for (int i = 0; i < WIDTH; i++) {
        all.add(threads.submit(() -> feed(directory, prompts, cleared)));
      }
      for (Future<Fed> each : all) {
        answered += each.get().answered();
        cpu += each.get().cpu();
      }
    }
    Run run = new Run(tasks, (System.nanoTime() - began) / 1e9, cpu, 0, 0);
    if (answered != tasks) {
      throw new IOException("only " + answered + " of " + tasks + " prompts were answered well");
    }
    requireAll(tasks, written(directory));
    return run;
  }

  private record Fed(int answered, double cpu) {}

  private Fed feed(Path directory, Queue<String> prompts, boolean cleared) throws IOException {
    List<String> command = new ArrayList<>(List.of("timeout", PATIENCE, claude.toString()));
    command.addAll(BareAgent.ARGUMENTS);
    command.addAll(MODE);
    int answered = 0;
    try (BareAgent agent = new BareAgent(command, environment, directory)) {
      for (String prompt = prompts.poll(); prompt != null; prompt = prompts.poll()) {
        agent.prompt(prompt);
        answered += agent.result().contains("\"is_error\":false") ? 1 : 0;
        if (cleared) {
          agent.prompt("/clear");
          agent.result();
        }
      }
      return new Fed(answered, agent.cpuSeconds());
    }
  }

  /** A process for each prompt. */
  Run xargs(int tasks) throws Exception {
    Path notes = lab.folder("x");
    Path directory = lab.folder("b");
    GitProject.in(lab, directory);
    Files.write(notes.resolve("prompts"), prompts(tasks));
    List<String> command =
        new ArrayList<>(
            List.of("xargs", "-P" + WIDTH, "-d", "\n", "-n1", "timeout", "120", claude.toString()));
    command.addAll(MODE);
    command.add("-p");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectInput(notes.resolve("prompts").toFile());
    builder.redirectOutput(notes.resolve("said").toFile());
    builder.redirectError(notes.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    long self = ProcessHandle.current().pid();
    double before = ProcessFigures.used(self).children();
    long began = System.nanoTime();
    int exit = builder.start().waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    Run run = new Run(tasks, seconds, ProcessFigures.used(self).children() - before, 0, 0);
    if (exit != 0 || Files.readAllLines(notes.resolve("said")).size() != tasks) {
      throw new IOException(
          "xargs ended with " + exit + ": " + Files.readString(notes.resolve("err")));
    }
    requireAll(tasks, written(directory));
    return run;
  }

  private static int written(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory, "out-*.txt")) {
      int count = 0;
      for (Path file : files) {
        count += Files.size(file) > 0 ? 1 : 0;
      }
      return count;
    }
  }

  private void requireAll(int tasks, int left) throws IOException {
    int expected = changes ? tasks : 0;
    if (left != expected) {
      throw new IOException(tasks + " tasks left " + left + " files or branches, not " + expected);
    }
  }

  /** CPU of the daemon and all below it so far. */
  private double served() throws IOException {
    return ProcessFigures.cpuSecondsUnder(
        Path.of(environment.getOrDefault("CLAUDE_CONFIG_DIR", "/none")));
  }
}
