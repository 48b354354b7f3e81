package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real Claude CLI as it is measured, and one process of it for one prompt. */
final class ClaudeCli {
  private static final long PATIENCE_SECONDS = 120;
  private final Path directory;
  private final Path notes;
  private final Map<String, String> environment;

  /**
   * @param directory where the processes run
   * @param notes an empty folder for what they are given and say
   */
  ClaudeCli(Path directory, Path notes, Map<String, String> environment) {
    this.directory = directory;
    this.notes = notes;
    this.environment = environment;
  }

  /** What one process said and took, its children included. */
  record Call(String said, long nanos, double cpuSeconds) {}

  static Path in(Lab lab) throws IOException {
    return lab.claude()
        .orElseThrow(() ->
            new IOException(
                "name the Claude CLI by AGENTPOOL_TEST_CLAUDE, or install it by scripts/install-claude"));
  }

  /**
   * A scrubbed environment of its own: nothing of this machine's Claude is read, nothing but
   * loopback is spoken to.
   */
  static Map<String, String> environment(Lab lab, FakeModelApi api, Path claude) {
    Path home = lab.folder("claude-home");
    Path bin = lab.folder("claude-bin");
    try {
      Files.createSymbolicLink(bin.resolve("claude"), claude.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = new HashMap<>(lab.environment(home));
    environment.put("PATH", bin + ":" + environment.get("PATH"));
    environment.put("CLAUDE_CONFIG_DIR", home.resolve("config").toString());
    environment.put("ANTHROPIC_API_KEY", "sk-test-dummy");
    environment.put("ANTHROPIC_BASE_URL", api.baseUrl().toString());
    environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("DISABLE_TELEMETRY", "1");
    environment.put("DISABLE_ERROR_REPORTING", "1");
    return environment;
  }

  /** {@code claude -p} with these options, the prompt on its standard input. For one thread. */
  Call once(List<String> options, String prompt) throws IOException, InterruptedException {
    Path in = Files.writeString(notes.resolve("prompt"), prompt);
    Path out = notes.resolve("said");
    Path times = notes.resolve("times");
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "\"$@\" 2>/dev/null; s=$?; times >&2; exit $s", "once"));
    command.addAll(List.of("timeout", Long.toString(PATIENCE_SECONDS), "claude", "-p"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(times.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS + 10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("claude -p did not end well: " + Files.readString(out));
    }
    long nanos = System.nanoTime() - began;
    return new Call(Files.readString(out).strip(), nanos, ofChildren(times));
  }

  /** The second line of the shell's {@code times}: {@code 0m0.85s 0m0.11s}. */
  private static double ofChildren(Path times) throws IOException {
    double seconds = 0;
    for (String time : Files.readAllLines(times).getLast().trim().split(" ")) {
      String[] parts = time.replace("s", "").split("m");
      seconds += Integer.parseInt(parts[0]) * 60 + Double.parseDouble(parts[1]);
    }
    return seconds;
  }
}
