package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The command line on a terminal of tmux, and what a person sees there and does. */
final class TmuxScreen implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(90);
  private final Path socket;
  private final Map<String, String> environment;

  /**
   * @param folder of its own, whose path is short
   * @param more variables of the program
   */
  TmuxScreen(
      Path folder, int columns, int rows, Path home, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    socket =
        folder.resolve(
            "tmux-" + Long.toHexString(System.nanoTime())); // one that ends keeps its own
    environment =
        Map.of(
            "AGENT_POOL_HOME", home.toString(),
            "HOME", home.toString(),
            "PATH", "/usr/bin:/bin",
            "SHELL", "/bin/sh",
            "LC_ALL", "C.UTF-8",
            "TERM", "xterm-256color");
    List<String> words = new ArrayList<>();
    words.addAll(List.of("env", "--default-signal=INT")); // ignored below a job in the background
    more.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.agentpool.cli.Main"));
    words.addAll(List.of(arguments));
    tmux(
        "new-session",
        "-d",
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        String.join(" ", words) + "; echo over $?; stty -a; exec sleep 600");
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** As tmux names keys: {@code Enter}, {@code Down}, {@code C-c}; other words are typed. */
  void press(String... keys) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    tmux(arguments.toArray(String[]::new));
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  List<String> lines() {
    return captured("capture-pane", "-p").lines().map(String::stripTrailing).toList();
  }

  /** With what gives it colours. */
  String coloured() {
    return captured("capture-pane", "-p", "-e");
  }

  private String captured(String... arguments) {
    try {
      return tmux(arguments);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  String text() {
    return String.join("\n", lines());
  }

  /** Waits until it shows this text. */
  void shows(String text) {
    shows(shown -> shown.contains(text), text);
  }

  /** Waits until it shows it no more. */
  void showsNo(String text) {
    shows(shown -> !shown.contains(text), "no " + text);
  }

  private void shows(Predicate<String> wanted, String what) {
    try {
      Awaitility.await().atMost(SOON).until(this::text, wanted::test);
    } catch (ConditionTimeoutException never) {
      throw new AssertionError("never showed " + what + " but:\n" + text(), never);
    }
  }

  /** Whether the screen is one of a program, or what was there before. */
  boolean isAlternate() {
    return captured("display-message", "-p", "#{alternate_on}").strip().equals("1");
  }

  boolean hasCursor() {
    return captured("display-message", "-p", "#{cursor_flag}").strip().equals("1");
  }

  /** The program itself. */
  ProcessHandle program() {
    long shell = Long.parseLong(captured("display-message", "-p", "#{pane_pid}").strip());
    return ProcessHandle.of(shell).orElseThrow().children().findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tmux("kill-server");
  }
}
