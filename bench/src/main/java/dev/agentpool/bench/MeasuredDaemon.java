package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A daemon of the built program in a process of its own, with one pool, its own home and a scrubbed
 * environment.
 */
final class MeasuredDaemon implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private final Lab lab;
  private final Path home;
  private final Path project;
  private final Map<String, String> environment;
  private Process process;
  private HttpConnection connection;

  /**
   * Not started yet; its agents may write in {@link Lab#open} beside their workspace.
   *
   * @param toml the pool's file
   */
  MeasuredDaemon(Lab lab, String toml) throws IOException {
    this(lab);
    Files.createDirectories(project.resolve(".agent-pool"));
    Files.writeString(project.resolve(".agent-pool/pool.toml"), toml);
    config("writable = [\"" + lab.open() + "\"]");
  }

  /** Not started yet, with nothing in its project and its home: whoever measures puts it there. */
  @SuppressWarnings("NullAway.Init") // process and connection are there from start() on
  MeasuredDaemon(Lab lab) throws IOException {
    this.lab = lab;
    Path root = lab.folder("d");
    home = Files.createDirectories(root.resolve("h"));
    project = Files.createDirectories(root.resolve("p")).toRealPath();
    environment = new HashMap<>(lab.environment(Files.createDirectories(root.resolve("u"))));
    environment.put("AGENT_POOL_HOME", home.toString());
    environment.put("AGENTPOOL_JAVA", System.getProperty("java.home") + "/bin/java");
    environment.put("XDG_CACHE_HOME", lab.cache().toString());
  }

  /** The user's own settings. */
  MeasuredDaemon config(String settings) throws IOException {
    Files.writeString(home.resolve("config.toml"), "[settings]\n" + settings + "\n");
    return this;
  }

  /**
   * Describes the pool as a user does: {@code agentpool init} of the built program writes its file
   * into the project.
   */
  MeasuredDaemon init(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(lab.image().resolve("agentpool").toString(), "init"));
    command.addAll(List.of(options));
    if (command(command).redirectOutput(log().toFile()).start().waitFor() != 0) {
      throw new IOException(command + " failed: " + Files.readString(log()));
    }
    return this;
  }

  MeasuredDaemon with(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  /** Starts it and returns how many nanoseconds passed until it was healthy. */
  long start() throws IOException {
    long began = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(lab.image().resolve("libexec/daemon").toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    process = builder.start();
    while (!isHealthy()) {
      if (!process.isAlive() || System.nanoTime() - began > PATIENCE) {
        throw new IOException("the daemon does not start: " + Files.readString(log()));
      }
      LockSupport.parkNanos(2_000_000);
    }
    return System.nanoTime() - began;
  }

  private boolean isHealthy() {
    try {
      HttpConnection fresh = new HttpConnection(socket());
      try {
        fresh.get("/health");
        connection = fresh;
        return true;
      } catch (IOException notYet) {
        fresh.close();
        return false;
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  Path log() {
    return home.resolve("daemon.log");
  }

  Path home() {
    return home;
  }

  Path socket() {
    return home.resolve("state/run/daemon.sock");
  }

  Path mcpSocket() {
    return home.resolve("state/run/mcp.sock");
  }

  Path ledger() {
    return home.resolve("state/ledger.db");
  }

  Path project() {
    return project;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** A command in the project, as somebody runs it who has this daemon; errors among its output. */
  ProcessBuilder command(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(project.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AGENTPOOL_JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true);
  }

  long pid() {
    return process.pid();
  }

  HttpConnection connection() {
    return connection;
  }

  /** What a task request needs at least. */
  Map<String, Object> request(String prompt) {
    return Map.of("dir", project.toString(), "prompt", prompt);
  }

  /** Submits all in one move and returns their ids. */
  List<String> submitAll(List<String> prompts) throws IOException {
    List<Map<String, Object>> tasks = new ArrayList<>();
    prompts.forEach(prompt -> tasks.add(Map.of("prompt", prompt)));
    List<String> ids = new ArrayList<>();
    connection
        .post("/v1/plans", Map.of("dir", project.toString(), "tasks", tasks))
        .get("task_ids")
        .forEach(id -> ids.add(id.asString()));
    return ids;
  }

  /** Waits until all are there, and insists that all are completed. */
  void awaitCompleted(List<String> ids) throws IOException {
    JsonNode answer = connection.post("/v1/tasks/wait", Map.of("ids", ids, "timeout_ms", 900_000));
    for (JsonNode task : answer.get("tasks")) {
      if (!task.get("state").asString("").equals("completed")) {
        String id = task.get("id").asString();
        throw new IOException("a task did not complete: " + connection.get("/v1/tasks/" + id));
      }
    }
  }

  JsonNode pool() throws IOException {
    return connection.get("/v1/status?dir=" + project).get("pools").get(0);
  }

  /**
   * Waits until no slot is busy: what a task leaves is tidied then, and a resident session has been
   * reset.
   */
  void awaitIdle() throws IOException {
    await(() -> slots("busy") == 0, "idle slots");
  }

  int slots(String state) throws IOException {
    int count = 0;
    for (JsonNode slot : pool().get("slot_states")) {
      count += slot.get("state").asString().equals(state) ? 1 : 0;
    }
    return count;
  }

  /** A condition that is looked at. */
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(Condition condition, String what) throws IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("waited in vain for " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  List<Path> sessionFolders() throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("state/sessions"))) {
      return folders.toList();
    }
  }

  void kill9() throws IOException, InterruptedException {
    connection.close();
    process.destroyForcibly().waitFor();
  }

  /** Stops the daemon and every session of it. */
  @Override
  public void close() throws Exception {
    if (process == null) {
      return;
    }
    try {
      if (process.isAlive()) {
        connection.post("/v1/stop", Map.of("deadline_ms", 0));
        connection.close();
        process.waitFor(30, TimeUnit.SECONDS);
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
