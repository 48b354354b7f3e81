package dev.agentpool.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a process of its own on a real terminal (of {@code script}), and what a
 * person sees there. What is typed is echoed by the terminal, as everywhere.
 */
final class Pty implements AutoCloseable {
  private final Process process;
  private final PlayedScreen screen;

  Pty(int columns, int rows, Path home, String... arguments) throws IOException {
    List<String> program =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.agentpool.cli.Main"));
    program.addAll(List.of(arguments));
    screen = new PlayedScreen(columns, rows);
    ProcessBuilder builder =
        new ProcessBuilder(
            "script",
            "-qefc",
            "stty cols "
                + columns
                + " rows "
                + rows
                + "; exec env --default-signal=INT " // ignored below a job in the background
                + String.join(" ", program),
            "/dev/null");
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "AGENT_POOL_HOME", home.toString(),
                "HOME", home.toString(),
                "PATH", "/usr/bin:/bin",
                "SHELL", "/bin/sh",
                "LANG", "C.UTF-8",
                "TERM", "xterm"));
    process = builder.redirectErrorStream(true).directory(home.toFile()).start();
    Thread.ofVirtual().name("pty").start(this::look);
  }

  private void look() {
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        screen.played((char) c);
      }
    } catch (IOException over) {
      // the process is gone
    }
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  PlayedScreen screen() {
    return screen;
  }

  /** Waits for its end, which comes also on a slow machine. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end: " + screen.text());
    }
    return process.exitValue();
  }

  boolean isOver() {
    return !process.isAlive();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
