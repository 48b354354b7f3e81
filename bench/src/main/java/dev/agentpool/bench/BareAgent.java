package dev.agentpool.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The baseline: an agent as a plain child with pipes, and nothing in between. For one thread. */
final class BareAgent implements AutoCloseable {
  static final List<String> ARGUMENTS =
      List.of("-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose");
  static final String INITIALIZE =
      "{\"type\":\"control_request\",\"request_id\":\"r\",\"request\":{\"subtype\":\"initialize\"}}\n";
  private final Process process;
  private final InputStream out;
  private final OutputStream in;

  /** The scripted agent. */
  BareAgent(Lab lab, Path directory) throws IOException {
    this(command(lab), lab.environment(directory), directory);
  }

  /**
   * @param environment the whole of it
   */
  BareAgent(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    out = new BufferedInputStream(process.getInputStream());
    in = process.getOutputStream();
  }

  static List<String> command(Lab lab) {
    return Stream.concat(Stream.of(lab.scriptedAgent().toString()), ARGUMENTS.stream()).toList();
  }

  void write(String line) throws IOException {
    in.write(line.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  void prompt(String text) throws IOException {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
    write("{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + quoted + "\"}}\n");
  }

  /** Blocks until there is a byte. */
  int firstByte() throws IOException {
    out.mark(1);
    int first = out.read();
    out.reset();
    return first;
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = out.read(); c != '\n'; c = out.read()) {
      if (c < 0) {
        throw new EOFException("the agent ended");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  String result() throws IOException {
    String line = line();
    while (!line.contains("\"type\":\"result\"")) {
      line = line();
    }
    return line;
  }

  /** Blocks until it asks for permission, and returns the id of that request. */
  String request() throws IOException {
    String line = line();
    while (!line.contains("\"can_use_tool\"")) {
      line = line();
    }
    String id = line.substring(line.indexOf("\"request_id\":\"") + "\"request_id\":\"".length());
    return id.substring(0, id.indexOf('"'));
  }

  long pid() {
    return process.pid();
  }

  /** CPU of it and of what it started. */
  double cpuSeconds() throws IOException {
    double seconds = 0;
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      ProcessFigures.Used used = ProcessFigures.used(each.pid());
      seconds += used.self() + used.children();
    }
    return seconds;
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
