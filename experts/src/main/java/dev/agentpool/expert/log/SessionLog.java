package dev.agentpool.expert.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of one session while it lives: each line is in the file when the call returns, so whoever
 * looks sees the session as it goes. Lines are the same for every agent CLI. What must not be seen
 * is taken out by the caller. One thread at a time.
 */
public final class SessionLog implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path file;
  private final OutputStream out;

  SessionLog(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file); // a link is not written through
    this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  public Path file() {
    return file;
  }

  /** What somebody said: {@code user}, {@code assistant}, {@code system}. */
  public void said(String who, String text, Instant at) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("type", who).put("text", text).put("timestamp", at.toString());
    line(line);
  }

  /** A tool that the agent used, and what it was given and gave, as far as it is to be kept. */
  public void used(String tool, String input, String outcome, Instant at) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("type", "tool").put("tool", tool).put("input", input);
    line.put("outcome", outcome).put("timestamp", at.toString());
    line(line);
  }

  /** The end of a session, as tools of the old program look for it. */
  public void result(String text, boolean isError, Map<String, Number> figures) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("type", "result").put("subtype", isError ? "error" : "success");
    line.put("is_error", isError).put("result", text);
    figures.forEach((name, value) -> line.putPOJO(name, value));
    line(line);
  }

  private void line(ObjectNode line) throws IOException {
    out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
