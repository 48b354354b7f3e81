package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.Gifts;
import dev.agentpool.session.OwnCommands;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a session of Claude Code is given of its project's and its user's own configuration, and how
 * (docs/providers.md). No settings file is read unless commands are inherited from its owner: a
 * file left unread cannot bring what this class does not know of. What is given all the same is
 * handed over by itself: texts in files of ours, servers and plugins that were allowed by name.
 */
final class Inheritance {
  static final List<String> HELPERS =
      List.of(
          "apiKeyHelper",
          "awsAuthRefresh",
          "awsCredentialExport",
          "gcpAuthRefresh",
          "otelHeadersHelper",
          "proxyAuthHelper");

  /** Of the user's settings' variables, those that say which model provider is used, and how. */
  private static final Pattern PROVIDER =
      Pattern.compile(
          "ANTHROPIC_.*|CLAUDE_CODE_(USE|SKIP)_.*|AWS_(REGION|PROFILE|DEFAULT_REGION)"
              + "|CLOUD_ML_REGION|VERTEX_.*|GOOGLE_CLOUD_PROJECT|HTTPS?_PROXY|NO_PROXY"
              + "|NODE_EXTRA_CA_CERTS|API_TIMEOUT_MS");

  private static final String OF_FOLDERS =
      "Folders of this project may have a CLAUDE.md of their own: read it before you work in"
          + " one.\n";
  private final SessionSpec spec;
  private final Settings settings;
  private final ClaudeFolders folders;
  private @Nullable OwnCommands ofProject; // read when it matters
  private final Inherit commands;
  private final Inherit texts;
  private final Map<String, Path> plugins = new LinkedHashMap<>();
  private final Map<String, JsonNode> helpers = new LinkedHashMap<>();
  private final Map<String, Object> servers = new LinkedHashMap<>();
  private final List<String> withheld = new ArrayList<>();

  Inheritance(SessionSpec spec) {
    this.spec = spec;
    this.settings = spec.settings();
    this.folders = ClaudeFolders.of(spec.environment(), spec.workingDirectory());
    this.commands = settings.get(SettingKeys.INHERIT_COMMANDS);
    this.texts = settings.get(SettingKeys.INHERIT_TEXTS);
    inheritServers();
    settings.find(SettingKeys.INHERIT_ALLOW).orElse(List.of()).forEach(this::allow);
    settings.find(SettingKeys.MCP_SERVERS).ifPresent(servers::putAll);
  }

  private OwnCommands ofProject() {
    OwnCommands known = ofProject;
    if (known == null) {
      known = ProjectCommands.in(spec.workingDirectory());
      ofProject = known;
    }
    return known;
  }

  private boolean isTrusted() {
    String hashes = spec.environment().getOrDefault(SessionSpec.TRUSTED_CONTENTS, "");
    return ofProject().isTrustedBy(List.of(hashes.split(",")));
  }

  private void inheritServers() {
    boolean everybodys = !settings.get(SettingKeys.STRICT_MCP_CONFIG);
    if (everybodys) {
      add(folders.userServers());
      add(folders.localServers());
    }
    if ((everybodys || commands == Inherit.PROJECT) && isTrusted()) {
      add(folders.projectServers());
    }
  }

  private void add(JsonNode more) {
    more.properties()
        .forEach(server -> servers.put(server.getKey(), Json.plain(server.getValue())));
  }

  private void allow(String name) {
    if (name.startsWith("mcp:")) {
      allowServer(name.substring("mcp:".length()));
    } else if (name.startsWith("plugin:")) {
      String plugin = name.substring("plugin:".length());
      new InstalledPlugins(folders.user())
          .find(plugin)
          .ifPresentOrElse(
              path -> plugins.put(plugin, path),
              () -> withheld.add("inherit.allow: no plugin '" + plugin + "' is installed"));
    } else if (HELPERS.contains(name)) {
      JsonNode helper = folders.userSettings().path(name);
      if (helper.isString()) {
        helpers.put(name, helper);
      } else {
        withheld.add("inherit.allow: the user's settings have no " + name);
      }
    } else {
      withheld.add(
          "inherit.allow: '"
              + name
              + "' is nothing that can be allowed; write mcp:NAME, plugin:NAME or one of "
              + String.join(", ", HELPERS));
    }
  }

  private void allowServer(String name) {
    for (JsonNode owner : List.of(folders.localServers(), folders.userServers())) {
      if (owner.has(name)) {
        servers.put(name, Json.plain(owner.get(name)));
        return;
      }
    }
    if (!folders.projectServers().has(name)) {
      withheld.add("inherit.allow: there is no MCP server '" + name + "'");
    } else if (isTrusted()) {
      servers.put(name, Json.plain(folders.projectServers().get(name)));
    } else {
      withheld.add(
          "MCP server '"
              + name
              + "' is the project's, whose commands are not trusted as they are now; see"
              + " 'agentpool trust'");
    }
  }

  /** Whose settings files the CLI reads; none means that it reads no such file at all. */
  private List<String> sources() {
    List<String> sources = new ArrayList<>();
    if (commands == Inherit.USER) {
      sources.add("user");
    }
    if (commands != Inherit.NONE && isTrusted()) {
      sources.add("project");
      if (commands == Inherit.USER) {
        sources.add("local");
      }
    }
    return sources;
  }

  private boolean isStrict() {
    return commands != Inherit.USER && plugins.isEmpty();
  }

  private boolean handsOver(Inherit whose, String source) {
    return texts.compareTo(whose) >= 0 && !sources().contains(source);
  }

  List<String> arguments(SessionFiles files) throws IOException {
    List<String> line = new ArrayList<>();
    List<String> missed = missed();
    if (!missed.isEmpty()) {
      files.write(ReportedGifts.MISSED, String.join("\n", missed));
    }
    line.addAll(List.of("--setting-sources", String.join(",", sources())));
    if (!servers.isEmpty()) {
      String file = files.write("mcp.json", Json.text(Map.of("mcpServers", servers)));
      line.addAll(List.of("--mcp-config", file));
    }
    if (isStrict()) {
      line.add("--strict-mcp-config");
    }
    Map<String, Object> own = ownSettings();
    if (!own.isEmpty()) {
      line.addAll(List.of("--settings", files.write("settings.json", Json.text(own))));
    }
    if (commands != Inherit.USER) {
      line.add("--no-chrome");
    }
    plugins.values().forEach(path -> line.addAll(List.of("--plugin-dir", path.toString())));
    texts(files, line, new ArrayList<>());
    return line;
  }

  private Map<String, Object> ownSettings() {
    Map<String, Object> own = new TreeMap<>();
    if (commands == Inherit.NONE) {
      own.put("disableSkillShellExecution", true);
      if (plugins.isEmpty()) {
        own.put("disableAllHooks", true);
      }
    }
    if (commands != Inherit.USER) {
      own.put("disableClaudeAiConnectors", true);
      own.putAll(helpers);
    }
    return own;
  }

  /**
   * @param told gets a line for each text that is handed over
   */
  private void texts(SessionFiles files, List<String> line, List<String> told) throws IOException {
    StringBuilder instructions = new StringBuilder();
    if (handsOver(Inherit.USER, "user")) {
      OwnTexts user = new OwnTexts("user", folders.user(), folders.user());
      instructions.append(user.instructions(folders.user().resolve("CLAUDE.md")));
      plugin(user, "user", files, line, told);
      if (!instructions.isEmpty()) {
        told.add("user: CLAUDE.md");
      }
    }
    if (handsOver(Inherit.PROJECT, "project")) {
      Path project = folders.project();
      OwnTexts own = new OwnTexts("project", project, folders.projectClaude());
      boolean hasClaude =
          !own.instructions(project.resolve("CLAUDE.md"), project.resolve(".claude/CLAUDE.md"))
              .isEmpty();
      String forAll = hasClaude ? "" : own.instructions(project.resolve("AGENTS.md"));
      instructions.append(hasClaude ? OF_FOLDERS : forAll);
      line.addAll(List.of("--add-dir", project.toString()));
      plugin(own, "project", files, line, told);
      if (hasClaude || !forAll.isEmpty()) {
        told.add("project: " + (hasClaude ? "CLAUDE.md, .claude/rules" : "AGENTS.md"));
      }
    }
    sources().forEach(source -> told.add(source + ": all its texts, read with its settings"));
    if (!instructions.isEmpty()) {
      files.write("texts/CLAUDE.md", instructions.toString());
      line.addAll(List.of("--add-dir", files.path("texts")));
    }
  }

  private static void plugin(
      OwnTexts texts, String owner, SessionFiles files, List<String> line, List<String> told)
      throws IOException {
    List<String> names = texts.plugin(files);
    if (!names.isEmpty()) {
      line.addAll(List.of("--plugin-dir", files.path(owner)));
      told.addAll(names);
    }
  }

  /** Over the session's own. */
  Map<String, String> environment() {
    Map<String, String> more = new TreeMap<>();
    if (commands != Inherit.USER) {
      more.put("ENABLE_CLAUDEAI_MCP_SERVERS", "false");
      more.put("CLAUDE_CODE_AUTO_CONNECT_IDE", "false");
      folders.userSettings().path("env").properties().stream()
          .filter(variable -> PROVIDER.matcher(variable.getKey()).matches())
          .filter(variable -> !spec.environment().containsKey(variable.getKey()))
          .forEach(variable -> more.put(variable.getKey(), variable.getValue().asString("")));
    }
    if (texts != Inherit.USER) {
      more.put("CLAUDE_CODE_DISABLE_AUTO_MEMORY", "1");
    }
    if (texts == Inherit.NONE) {
      more.put("CLAUDE_CODE_DISABLE_CLAUDE_MDS", "1");
    } else if (!sources().contains("project") || texts == Inherit.USER) {
      more.put("CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD", "1");
    }
    return more;
  }

  /** What was asked for and is not given, and why; sentences. */
  private List<String> missed() {
    List<String> all = new ArrayList<>(withheld);
    if (!untrusted().isEmpty()) {
      all.add(untrusted());
    }
    return all;
  }

  private String untrusted() {
    boolean asked = commands != Inherit.NONE || !settings.get(SettingKeys.STRICT_MCP_CONFIG);
    return asked && !isTrusted()
        ? "the project's own commands ("
            + ofProject().described().size()
            + ") are not trusted as they are now, so agents do not get them; 'agentpool trust'"
            + " shows them and takes your word"
        : "";
  }

  Gifts gifts(Set<String> environment) {
    List<String> told = new ArrayList<>();
    try {
      texts(new SessionFiles(null), new ArrayList<>(), told);
    } catch (IOException unreadable) {
      withheld.add("some texts cannot be read: " + unreadable.getMessage());
    }
    return new Gifts(
        List.copyOf(new TreeSet<>(servers.keySet())),
        List.copyOf(plugins.keySet()),
        sources(),
        told,
        List.copyOf(new TreeSet<>(environment)),
        notGiven());
  }

  private List<String> notGiven() {
    List<String> all = missed();
    if (untrusted().isEmpty() && !ofProject().isEmpty() && commands == Inherit.NONE) {
      all.add(
          "the project's own commands are not given, unless inherit.commands = \"project\": "
              + String.join("; ", ofProject().described()));
    }
    if (commands != Inherit.USER) {
      List<String> users = new ArrayList<>();
      Set<String> names = new TreeSet<>(folders.userServers().propertyNames());
      names.addAll(folders.localServers().propertyNames());
      names.removeAll(servers.keySet());
      names.forEach(name -> users.add("MCP server " + name));
      JsonNode own = folders.userSettings();
      own.path("hooks").propertyNames().forEach(event -> users.add("hook " + event));
      own.path("enabledPlugins").propertyNames().stream()
          .filter(name -> plugins.keySet().stream().noneMatch(name::startsWith))
          .forEach(name -> users.add("plugin " + name));
      HELPERS.stream()
          .filter(helper -> own.has(helper) && !helpers.containsKey(helper))
          .forEach(users::add);
      if (!users.isEmpty()) {
        all.add("of the user's own configuration, not given: " + String.join(", ", users));
      }
    }
    return all;
  }
}
