package dev.agentpool.provider.claude;

import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Claude Code's own folder behind a wall. What is there is read and stays as it is: settings,
 * hooks, plugins, skills, commands and the user's memory are run or believed by the user's next
 * Claude. New files are made in a folder of the session's own, and go with it, but for two things:
 * the login, which the CLI renews in place, and the conversations of this workspace, which are
 * resumed after a crash.
 */
final class ConfigFolder {
  private static final String LOGIN = ".credentials.json";
  private static final String CONVERSATIONS = "projects";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]{1,100}");

  /** As long as the name of a workspace's folder may be before the CLI cuts it. */
  private static final int WHOLE_NAME = 200;

  /** What one Claude leaves for itself, and another has no business with. */
  private static final Set<String> OTHERS =
      Set.of(
          CONVERSATIONS,
          "backups",
          "debug",
          "file-history",
          "history.jsonl",
          "ide",
          "logs",
          "paste-cache",
          "session-env",
          "sessions",
          "shell-snapshots",
          "statsig",
          "tasks",
          "telemetry",
          "todos",
          "traces",
          "uploads");

  /** What the CLI logs in with at other providers of models, by the variable that chooses them. */
  private static final Map<String, String> LOGINS_ELSEWHERE =
      Map.of(
          "CLAUDE_CODE_USE_BEDROCK", ".aws",
          "CLAUDE_CODE_USE_VERTEX", ".config/gcloud",
          "CLAUDE_CODE_USE_FOUNDRY", ".azure");

  private final Path folder;
  private final Map<String, String> environment;

  private ConfigFolder(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Of the environment that says where it is; made when it is not there, as the CLI would.
   *
   * @throws IOException when it can neither be found nor made
   */
  static ConfigFolder of(Map<String, String> environment) throws IOException {
    String named = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
    String home = environment.getOrDefault("HOME", "/");
    Path folder = named.isEmpty() ? Path.of(home, ".claude") : Path.of(named);
    Files.createDirectories(folder.toAbsolutePath());
    return new ConfigFolder(folder.toRealPath(), environment);
  }

  /**
   * Brings a conversation to where a session that works here finds it behind its walls, when it is
   * kept with that of another workspace and with no other one: what two workspaces call the same
   * may be forged by an agent.
   */
  void bring(String conversation, Path workingDirectory) throws IOException {
    String name = conversation + ".jsonl";
    Path all = folder.resolve(CONVERSATIONS);
    Path here = conversations(workingDirectory);
    if (!PLAIN.matcher(conversation).matches()
        || Files.exists(here.resolve(name))
        || !Files.isDirectory(all)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> workspaces = Files.newDirectoryStream(all)) {
      for (Path workspace : workspaces) {
        if (Files.isRegularFile(workspace.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
          found.add(workspace.resolve(name));
        }
      }
    }
    if (found.size() == 1) {
      Files.createDirectories(here);
      Files.move(found.getFirst(), here.resolve(name));
    }
  }

  void lay(Layout layout, Path workingDirectory) throws IOException {
    layout.scratch(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.equals(LOGIN)) {
          layout.writable(entry);
        } else if (!OTHERS.contains(name)) {
          layout.fixed(entry);
        }
      }
    }
    layDataOfPlugins(layout);
    LOGINS_ELSEWHERE.forEach((variable, login) -> {
      if (environment.containsKey(variable)) {
        layout.fixed(Path.of(environment.getOrDefault("HOME", "/"), login));
      }
    });
    Path conversations = conversations(workingDirectory);
    Files.createDirectories(conversations);
    layout.writable(conversations);
  }

  /**
   * The CLI makes a folder for a plugin's data before it starts the plugin's MCP servers, and
   * starts none where it cannot: a plugin that no session of the user's has used yet has none.
   */
  private void layDataOfPlugins(Layout layout) throws IOException {
    Path plugins = folder.resolve("plugins");
    if (!Files.isDirectory(plugins)) {
      return;
    }
    Path data = Files.createDirectories(plugins.resolve("data"));
    layout.scratch(data);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data)) {
      entries.forEach(layout::fixed);
    }
  }

  private Path conversations(Path workingDirectory) throws IOException {
    String name = workingDirectory.toRealPath().toString().replaceAll("[^A-Za-z0-9]", "-");
    Path all = folder.resolve(CONVERSATIONS);
    return name.length() > WHOLE_NAME ? all : all.resolve(name);
  }
}
