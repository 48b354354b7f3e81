package dev.agentpool.provider.codex;

import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code CODEX_HOME} of one session, in its folder: so Codex reads no file of settings but the
 * one that agentpool wrote. The user's own home gives it the log-in, which it renews in place, and
 * keeps the conversations of this workspace, which are gone on with after a crash.
 */
final class CodexHome {
  private static final String NAME = "codex";
  private static final String CONFIG = NAME + "/config.toml";
  private static final String TEXTS = NAME + "/AGENTS.md";
  private static final String LOG_IN = "auth.json";
  private static final String CONVERSATIONS = "sessions";

  /** Of our own, in the user's: this agentpool's conversations by workspace. */
  private static final String KEPT = "agentpool-sessions";

  /** What would run commands by itself, or reach for what is no agent's. */
  private static final List<String> FEATURES_OFF =
      List.of(
          "apps",
          "browser_use",
          "browser_use_external",
          "computer_use",
          "daemon_auto_start",
          "hooks",
          "plugins",
          "remote_plugin",
          "skill_mcp_dependency_install",
          "tool_suggest");

  private final SessionSpec spec;
  private final SessionFiles files;
  private final @Nullable Path folder;

  /**
   * @param folder the session's; null to write nothing
   */
  CodexHome(SessionSpec spec, SessionFiles files, @Nullable Path folder) {
    this.spec = spec;
    this.files = files;
    this.folder = folder;
  }

  /** The user's own. */
  static Path ofUser(Map<String, String> environment) {
    String named = environment.getOrDefault("CODEX_HOME", "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/"), ".codex")
        : Path.of(named);
  }

  /** Where it lies; empty while nothing is written. */
  @Nullable Path path() {
    return folder == null ? null : folder.resolve(NAME);
  }

  /** Writes it; what it says is among the session's files. */
  void write() throws IOException {
    Path user = ofUser(spec.environment());
    files.write(CONFIG, Toml.text(config(user)));
    String texts = texts(user);
    if (!texts.isEmpty()) {
      files.write(TEXTS, texts);
    }
    Path home = path();
    if (home != null) {
      Files.createDirectories(scratch(home));
      Path conversations = conversations(user);
      Files.createDirectories(conversations);
      link(home.resolve(CONVERSATIONS), conversations);
      if (Files.exists(user.resolve(LOG_IN))) {
        link(home.resolve(LOG_IN), user.resolve(LOG_IN).toRealPath());
      }
      if (whose() == Inherit.USER) {
        linkSkills(user.resolve("skills"), home.resolve("skills"));
      }
    }
  }

  private static void link(Path link, Path target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target.toAbsolutePath());
  }

  private static void linkSkills(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      try (DirectoryStream<Path> skills = Files.newDirectoryStream(from)) {
        for (Path skill : skills) {
          if (!skill.getFileName().toString().startsWith(".")) {
            link(to.resolve(skill.getFileName()), skill);
          }
        }
      }
    }
  }

  private Inherit whose() {
    return spec.settings().get(SettingKeys.INHERIT_TEXTS);
  }

  /** For temporary files, where those of the machine are no place for this home. */
  static Path scratch(Path home) {
    return home.resolve("scratch");
  }

  private String texts(Path user) throws IOException {
    List<String> texts = new ArrayList<>();
    if (whose() == Inherit.USER) {
      ProjectTexts.text(user).map(String::strip).ifPresent(texts::add);
    }
    if (whose() != Inherit.NONE) {
      texts.add(ProjectTexts.of(spec.workingDirectory()));
    }
    texts.removeIf(String::isEmpty);
    return String.join("\n\n", texts);
  }

  UserConfig userConfig() throws IOException {
    Settings settings = spec.settings();
    return UserConfig.of(
        ofUser(spec.environment()),
        new UserConfig.Wish(
            CodexVendor.of(settings), settings.find(SettingKeys.INHERIT_ALLOW).orElse(List.of())));
  }

  private Map<String, Object> config(Path user) throws IOException {
    Settings settings = spec.settings();
    Map<String, Object> config = userConfig().config();
    config = Toml.over(keyOfTheEnvironment(user, config), config);
    config = Toml.over(config, writable(settings));
    config = Toml.over(config, CodexVendor.of(settings).config());
    Map<String, Object> ours = new LinkedHashMap<>();
    settings.find(SettingKeys.MODEL).ifPresent(model -> ours.put("model", model));
    settings
        .find(SettingKeys.EFFORT)
        .ifPresent(effort -> ours.put("model_reasoning_effort", effort.wireName()));
    ours.put("mcp_servers", CodexServers.of(settings));
    ours.put("projects", untrusted());
    Map<String, Object> features = new LinkedHashMap<>();
    FEATURES_OFF.forEach(feature -> features.put(feature, false));
    ours.put("features", features);
    ours.put("skills", skills());
    ours.put("check_for_update_on_startup", false);
    ours.put("analytics", Map.of("enabled", false));
    return Toml.over(config, ours);
  }

  /** What agents may write beside their workspace is outside of its sandbox unless it is told. */
  private Map<String, Object> writable(Settings settings) {
    List<String> roots = new ArrayList<>();
    for (String path : settings.find(SettingKeys.WRITABLE).orElse(List.of())) {
      roots.add(
          path.startsWith("~/")
              ? Path.of(spec.environment().getOrDefault("HOME", "/"), path.substring(2)).toString()
              : path);
    }
    return roots.isEmpty()
        ? Map.of()
        : Map.of("sandbox_workspace_write", Map.of("writable_roots", roots));
  }

  /** A key in the environment is a log-in only where the configuration says so: here it does. */
  private Map<String, Object> keyOfTheEnvironment(Path user, Map<String, Object> config) {
    Map<String, String> environment = spec.environment();
    boolean loggedIn = Files.exists(user.resolve(LOG_IN)) || config.containsKey("model_provider");
    if (loggedIn || environment.getOrDefault("OPENAI_API_KEY", "").isEmpty()) {
      return Map.of();
    }
    String address = environment.getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1");
    return Map.of(
        "model_provider",
        "openai-key",
        "model_providers",
        Map.of(
            "openai-key",
            Map.of(
                "name", "OpenAI",
                "base_url", address,
                "env_key", "OPENAI_API_KEY",
                "wire_api", "responses")));
  }

  /**
   * Codex takes the project of a session that may write for trusted by itself, and runs what its
   * {@code .codex} names: servers, hooks. A word against it is heeded.
   */
  private Map<String, Object> untrusted() throws IOException {
    Map<String, Object> projects = new LinkedHashMap<>();
    for (Path folder : ProjectTexts.folders(spec.workingDirectory())) {
      projects.put(folder.toString(), Map.of("trust_level", "untrusted"));
      projects.put(folder.toRealPath().toString(), Map.of("trust_level", "untrusted"));
    }
    return projects;
  }

  private Map<String, Object> skills() throws IOException {
    if (whose() == Inherit.NONE) {
      return Map.of("include_instructions", false);
    }
    List<Object> off = new ArrayList<>();
    Path ofUser = Path.of(spec.environment().getOrDefault("HOME", "/"), ".agents", "skills");
    if (whose() == Inherit.PROJECT && Files.isDirectory(ofUser)) {
      try (DirectoryStream<Path> skills = Files.newDirectoryStream(ofUser)) {
        for (Path skill : skills) {
          off.add(Map.of("path", skill.resolve("SKILL.md").toString(), "enabled", false));
        }
      }
    }
    return off.isEmpty() ? Map.of() : Map.of("config", off);
  }

  /** By the name of the workspace, so that no agent reaches the conversations of another's. */
  private Path conversations(Path user) throws IOException {
    String name = spec.workingDirectory().toRealPath().toString().replaceAll("[^A-Za-z0-9]", "-");
    String end = name.substring(Math.max(0, name.length() - 100));
    return user.resolve(KEPT).resolve(end + "-" + Integer.toHexString(name.hashCode()));
  }

  /** Behind a wall: its own home, the log-in, and the conversations. */
  void lay(Layout layout) throws IOException {
    Path home = path();
    if (home == null) {
      return;
    }
    Path user = ofUser(spec.environment());
    layout.writable(home).writable(conversations(user));
    if (Files.exists(user.resolve(LOG_IN))) {
      layout.writable(user.resolve(LOG_IN));
    }
  }
}
