package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The narrowest rule of {@code allowed_tools} that would have allowed what a tool was to do. */
final class AllowRules {
  /** Programs whose first argument says what they do: the rule names both. */
  private static final Set<String> WITH_VERBS =
      Set.of(
          "git",
          "gh",
          "npm",
          "pnpm",
          "yarn",
          "bun",
          "cargo",
          "go",
          "docker",
          "podman",
          "kubectl",
          "helm",
          "terraform",
          "pip",
          "pip3",
          "uv",
          "poetry",
          "apt",
          "apt-get",
          "brew",
          "systemctl",
          "aws",
          "gcloud",
          "az",
          "dotnet",
          "bundle",
          "rails",
          "composer",
          "deno",
          "npx");

  private static final Pattern BETWEEN_COMMANDS = Pattern.compile("&&|\\|\\||\\|&|[;|&\\n]");
  private static final Pattern ASSIGNMENT = Pattern.compile("^(?:[A-Za-z_]\\w*=\\S*\\s+)+");

  /** What a rule of words cannot tell apart. */
  private static final Pattern NOT_PLAIN = Pattern.compile("[`'\"<>(){}]|\\$\\(|\\\\");

  private AllowRules() {}

  /** {@code allowed_tools = ["Bash(curl:*)"]}. */
  static String setting(String tool, JsonNode input) {
    List<String> quoted =
        of(tool, input).stream().map(rule -> "\"" + rule.replace("\"", "\\\"") + "\"").toList();
    return "allowed_tools = [" + String.join(", ", quoted) + "]";
  }

  static List<String> of(String tool, JsonNode input) {
    return switch (tool) {
      case "Bash" -> bash(Json.text(input, "command", ""));
      case "Edit", "MultiEdit", "Write", "NotebookEdit" ->
          file("Edit", Json.text(input, "file_path", Json.text(input, "notebook_path", "")));
      case "Read", "Glob", "Grep" ->
          file("Read", Json.text(input, "file_path", Json.text(input, "path", "")));
      case "WebFetch" -> web(Json.text(input, "url", ""));
      default -> List.of(tool);
    };
  }

  private static List<String> bash(String command) {
    if (NOT_PLAIN.matcher(command).find() && BETWEEN_COMMANDS.matcher(command).find()) {
      return List.of("Bash"); // quoting may hide where a command ends
    }
    Set<String> rules = new LinkedHashSet<>();
    for (String part : BETWEEN_COMMANDS.split(command)) {
      String plain = ASSIGNMENT.matcher(part.strip() + " ").replaceFirst("").strip();
      if (!plain.isEmpty()) {
        rules.add(prefix(plain));
      }
    }
    return rules.isEmpty() || rules.contains("") ? List.of("Bash") : new ArrayList<>(rules);
  }

  private static String prefix(String command) {
    String[] words = command.split("\\s+");
    if (NOT_PLAIN.matcher(words[0]).find()) {
      return "";
    }
    boolean two =
        WITH_VERBS.contains(words[0]) && words.length > 1 && words[1].matches("[A-Za-z][\\w-]*");
    return "Bash(" + words[0] + (two ? " " + words[1] : "") + ":*)";
  }

  /** Two slashes begin an absolute path there. */
  private static List<String> file(String rule, String path) {
    return path.startsWith("/") ? List.of(rule + "(/" + path + ")") : List.of(rule);
  }

  private static List<String> web(String url) {
    try {
      String host = URI.create(url).getHost();
      return List.of(host == null ? "WebFetch" : "WebFetch(domain:" + host + ")");
    } catch (IllegalArgumentException notAnAddress) {
      return List.of("WebFetch");
    }
  }
}
