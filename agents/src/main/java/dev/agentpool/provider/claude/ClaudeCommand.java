package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.CliCommand;
import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line and environment of a session (order of arguments: spec slot-pool 6.1). Prompts
 * never stand in it; system prompts and MCP servers go by files that only this user can read.
 */
final class ClaudeCommand implements CliCommand {
  /** Taken away where the workspace is read_only. */
  static final List<String> WRITING_TOOLS = List.of("Edit", "MultiEdit", "NotebookEdit", "Write");

  private static final List<String> NESTED_SESSION =
      List.of(
          "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_SSE_PORT", "CLAUDE_CODE_SESSION_ID");
  private final Path executable;
  private final SessionSpec spec;
  private final SessionFiles files;
  private final Inheritance inherited;
  private final boolean keepsFolder;

  /** {@code files} is an existing folder for the session's own files; null to write none. */
  ClaudeCommand(Path executable, SessionSpec spec, @Nullable Path files, boolean keepsFolder) {
    this.keepsFolder = keepsFolder;
    this.executable = executable;
    this.spec = spec;
    this.files = new SessionFiles(files);
    this.inherited = new Inheritance(spec);
  }

  /**
   * Everything a process of this spec is given on its command line and in files, resume and cap
   * left out; for comparing.
   */
  static List<String> given(Path executable, SessionSpec spec) {
    SessionSpec fixed = spec.withoutResumeAndCap();
    try {
      ClaudeCommand command = new ClaudeCommand(executable, fixed, null, false);
      List<String> given = new ArrayList<>(command.arguments());
      given.addAll(command.files.contents());
      given.add(SessionSpec.shared(command.environment()).toString());
      return given;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(spec.environment());
    environment.keySet().removeAll(NESTED_SESSION);
    environment.remove(SessionSpec.TRUSTED_CONTENTS);
    environment.putAll(inherited.environment());
    environment.put(
        "CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS", "1"); // says when a prompt's last result is out
    environment.putIfAbsent("CLAUDE_CODE_DISABLE_FILE_MENTIONS", "1"); // a prompt is text
    environment.putIfAbsent("DISABLE_AUTOUPDATER", "1");
    if (spec.enclosure() instanceof Enclosure.Walled) {
      environment.computeIfPresent("TMPDIR", (name, elsewhere) -> "/tmp");
      sandboxed(environment);
    }
    environment.putIfAbsent("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    return environment;
  }

  /** Root may go without permissions only where it says that it is in a sandbox; now it is. */
  private void sandboxed(Map<String, String> environment) {
    boolean unasked =
        spec.settings().get(SettingKeys.PERMISSION_MODE) == PermissionMode.BYPASS_PERMISSIONS;
    if (unasked && "root".equals(System.getProperty("user.name"))) {
      environment.putIfAbsent("IS_SANDBOX", "1");
    }
  }

  @Override
  public SessionFiles files() {
    return files;
  }

  @Override
  public void lay(Layout layout, Path workingDirectory) throws IOException {
    if (keepsFolder) {
      ConfigFolder folder = ConfigFolder.of(environment());
      String moved = sharedConversation();
      if (moved != null) {
        folder.bring(moved, workingDirectory);
      }
      folder.lay(layout, workingDirectory);
    }
  }

  @Override
  public List<String> arguments() throws IOException {
    Settings settings = spec.settings();
    boolean readOnly = settings.get(SettingKeys.WORKSPACE) == WorkspaceMode.READ_ONLY;
    PermissionMode mode =
        readOnly ? PermissionMode.PLAN : settings.get(SettingKeys.PERMISSION_MODE);
    List<String> line = new ArrayList<>(List.of(executable.toString(), "--print"));
    text(line, "--model", SettingKeys.MODEL);
    file(line, "--system-prompt-file", "system-prompt.md", SettingKeys.SYSTEM_PROMPT);
    file(
        line,
        "--append-system-prompt-file",
        "append-system-prompt.md",
        SettingKeys.APPEND_SYSTEM_PROMPT);
    line.addAll(List.of("--output-format", "stream-json", "--verbose"));
    if (spec.cap() != null) {
      line.addAll(List.of("--max-budget-usd", spec.cap().usd().toPlainString()));
    }
    line.addAll(List.of("--permission-mode", mode.wireName()));
    list(line, "--allowed-tools", settings.find(SettingKeys.ALLOWED_TOOLS).orElse(List.of()));
    List<String> disallowed =
        new ArrayList<>(settings.find(SettingKeys.DISALLOWED_TOOLS).orElse(List.of()));
    if (readOnly) {
      disallowed.addAll(WRITING_TOOLS);
    }
    list(line, "--disallowed-tools", disallowed);
    line.addAll(inherited.arguments(files));
    settings
        .find(SettingKeys.EFFORT)
        .ifPresent(effort -> line.addAll(List.of("--effort", effort.wireName())));
    settings
        .find(SettingKeys.MAX_TURNS)
        .ifPresent(turns -> line.addAll(List.of("--max-turns", turns.toString())));
    settings
        .find(SettingKeys.JSON_SCHEMA)
        .ifPresent(schema -> line.addAll(List.of("--json-schema", Json.text(schema))));
    if (spec.resume() != null) {
      line.addAll(List.of("--resume", spec.resume()));
    }
    if (sharedConversation() != null) { // else it keeps to the system prompt that it began with
      line.addAll(List.of("--system-prompt-snapshot", "off"));
    }
    text(line, "--fallback-model", SettingKeys.FALLBACK_MODEL);
    if (mode == PermissionMode.BYPASS_PERMISSIONS) {
      line.add("--dangerously-skip-permissions");
    }
    list(line, "--tools", settings.find(SettingKeys.TOOLS).orElse(List.of()));
    line.addAll(List.of("--input-format", "stream-json"));
    if (spec.toolDesk().answers()) {
      line.addAll(List.of("--permission-prompt-tool", "stdio"));
    }
    return line;
  }

  /** The conversation of other tasks before this one that it goes on with; null for none. */
  private @Nullable String sharedConversation() {
    return spec.settings().get(SettingKeys.SESSION_POLICY) == SessionPolicy.PER_TASK
        ? null
        : spec.resume();
  }

  private void text(List<String> line, String flag, SettingKey<String> key) {
    spec.settings().find(key).ifPresent(value -> line.addAll(List.of(flag, value)));
  }

  private static void list(List<String> line, String flag, List<String> values) {
    if (!values.isEmpty()) {
      line.addAll(List.of(flag, String.join(",", values)));
    }
  }

  private void file(List<String> line, String flag, String name, SettingKey<String> key)
      throws IOException {
    if (spec.settings().find(key).isPresent()) {
      line.addAll(List.of(flag, files.write(name, spec.settings().get(key))));
    }
  }
}
