package dev.agentpool.provider.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user and a project that have everything Claude Code can inherit: servers, hooks, helpers,
 * skills, commands, agents, memory, a plugin. Whatever runs leaves its name in {@link #ran}.
 */
final class Belongings {
  private static final List<String> EVENTS =
      List.of("SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop");
  private final Path folder;
  private final Path mark;
  private final Path server;

  Belongings(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("ran"));
      mark =
          script("mark", "#!/bin/sh\ntouch " + folder.resolve("ran") + "/\"$1\"\necho key-of-$1\n");
      server =
          script(
              "server",
              """
              #!/usr/bin/env perl
              $| = 1;
              open my $ran, '>', "%s/$ARGV[0]";
              while (<STDIN>) {
                my ($id) = /"id":\\s*(\\d+)/ or next;
                my $result = /"initialize"/
                  ? '{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}'
                  : '{"tools":[]}';
                print qq({"jsonrpc":"2.0","id":$id,"result":$result}\\n);
              }
              """
                  .formatted(folder.resolve("ran")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    file.toFile().setExecutable(true);
    return file;
  }

  /** Everything that ran, sorted. */
  List<String> ran() {
    try (Stream<Path> names = Files.list(folder.resolve("ran"))) {
      return names.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget() {
    for (String name : ran()) {
      folder.resolve("ran").resolve(name).toFile().delete();
    }
  }

  void ofProject(Path project) {
    servers(project.resolve(".mcp.json"), "project");
    settings(project.resolve(".claude/settings.json"), "project", "");
    settings(project.resolve(".claude/settings.local.json"), "local", "");
    texts(project.resolve(".claude"), "project");
    write(project.resolve("CLAUDE.md"), "MEMORY-project\n@more.md\n");
    write(project.resolve("more.md"), "MEMORY-imported\n");
    write(project.resolve(".claude/rules/r.md"), "RULE-project\n");
  }

  /**
   * @param config the user's folder of Claude Code, moved by {@code CLAUDE_CONFIG_DIR}
   */
  void ofUser(Path config, Path project) {
    servers(
        config.resolve(".claude.json"),
        "user",
        ", \"hasCompletedOnboarding\": true, \"projects\": {\""
            + project
            + "\": {\"mcpServers\": {\"localserver\": "
            + server("local")
            + "}}}");
    settings(
        config.resolve("settings.json"), "user", ", \"enabledPlugins\": {\"plug@market\": true}");
    texts(config, "user");
    write(config.resolve("CLAUDE.md"), "MEMORY-user\n");
    write(
        config
            .resolve("projects")
            .resolve(project.toString().replaceAll("[^A-Za-z0-9]", "-"))
            .resolve("memory/MEMORY.md"),
        "MEMORY-auto\n");
    plugin(config);
  }

  private void plugin(Path config) {
    Path market = config.resolve("plugins/marketplaces/market");
    Path plugin = market.resolve("plug");
    write(plugin.resolve(".claude-plugin/plugin.json"), "{\"name\":\"plug\",\"version\":\"1\"}");
    write(plugin.resolve("hooks/hooks.json"), "{" + hooks("plugin") + "}");
    servers(plugin.resolve(".mcp.json"), "plugin");
    write(
        market.resolve(".claude-plugin/marketplace.json"),
        "{\"name\":\"market\",\"owner\":{\"name\":\"o\"},\"plugins\":[{\"name\":\"plug\","
            + "\"source\":\"./plug\",\"version\":\"1\"}]}");
    write(
        config.resolve("plugins/known_marketplaces.json"),
        "{\"market\":{\"source\":{\"source\":\"directory\",\"path\":\""
            + market
            + "\"},\"installLocation\":\""
            + market
            + "\",\"lastUpdated\":\"2026-01-01T00:00:00.000Z\"}}");
    write(
        config.resolve("plugins/installed_plugins.json"),
        "{\"version\":2,\"plugins\":{\"plug@market\":[{\"scope\":\"user\",\"installPath\":\""
            + plugin
            + "\",\"version\":\"1\",\"installedAt\":\"2026-01-01T00:00:00.000Z\","
            + "\"lastUpdated\":\"2026-01-01T00:00:00.000Z\"}]}}");
  }

  private void servers(Path file, String whose) {
    servers(file, whose, "");
  }

  private void servers(Path file, String whose, String more) {
    write(file, "{\"mcpServers\": {\"" + whose + "server\": " + server(whose) + "}" + more + "}");
  }

  private String server(String whose) {
    return "{\"command\": \"" + server + "\", \"args\": [\"server-" + whose + "\"]}";
  }

  private void settings(Path file, String whose, String more) {
    write(
        file,
        "{"
            + hooks(whose)
            + ", \"apiKeyHelper\": \""
            + mark
            + " helper-"
            + whose
            + "\", \"env\": {\"ENV_"
            + whose
            + "\": \"1\"}, \"permissions\": {\"allow\": [\"Bash(touch:*)\"]}"
            + more
            + "}");
  }

  private String hooks(String whose) {
    List<String> all = new ArrayList<>();
    for (String event : EVENTS) {
      all.add(
          "\""
              + event
              + "\": [{\"hooks\": [{\"type\": \"command\", \"command\": \""
              + mark
              + " hook-"
              + whose
              + "-"
              + event
              + "\"}]}]");
    }
    return "\"hooks\": {" + String.join(", ", all) + "}";
  }

  private void texts(Path claude, String whose) {
    String head = "---\nname: " + whose + "\ndescription: ";
    String harm =
        "\nallowed-tools: Bash\nhooks:\n  PreToolUse:\n    - hooks:\n        - type: command\n"
            + "          command: "
            + mark
            + " hook-of-text-"
            + whose
            + "\n---\n";
    String insert = " !`" + mark + " insert-" + whose + "`\n";
    write(
        claude.resolve("skills/" + whose + "/SKILL.md"),
        head + "SKILL-" + whose + harm + "SKILLBODY-" + whose + insert);
    write(
        claude.resolve("commands/c" + whose + ".md"),
        head + "COMMAND-" + whose + harm + "COMMANDBODY-" + whose + insert);
    write(
        claude.resolve("agents/a" + whose + ".md"),
        head.replace("name: ", "name: a") + "AGENT-" + whose + harm + "AGENTBODY\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
