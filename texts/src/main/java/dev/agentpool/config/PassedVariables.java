package dev.agentpool.config;

import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which variables of a person's environment agents get (docs/configuration.md): those that say who
 * and where one is, that the tools of a project need, and that the model provider in use needs.
 * Everything else of a shell (tokens, addresses of databases, a virtual environment) stays out
 * unless {@code inherit.environment} names it.
 */
public final class PassedVariables {
  /** A star at the end of a name stands for any rest. */
  public static final List<String> USUAL =
      List.of(
          // who, where, how it looks
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "LC_*",
          "TZ",
          "TERM",
          "COLORTERM",
          "TMPDIR",
          "XDG_*",
          // the network
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "ALL_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "all_proxy",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "NIX_SSL_CERT_FILE",
          // the model provider and its CLI
          "ANTHROPIC_*",
          "CLAUDE_CONFIG_DIR",
          "CODEX_HOME",
          "CODEX_CA_CERTIFICATE",
          "OPENAI_*",
          "CLAUDE_CODE_OAUTH_TOKEN",
          "CLAUDE_CODE_USE_*",
          "CLAUDE_CODE_SKIP_*",
          "CLAUDE_CODE_MAX_*",
          "CLAUDE_CODE_DISABLE_*",
          "CLAUDE_CODE_CLIENT_*",
          "CLAUDE_CODE_API_KEY_HELPER_TTL_MS",
          "CLAUDE_CODE_EFFORT_LEVEL",
          "CLAUDE_CODE_SUBAGENT_MODEL",
          "API_TIMEOUT_MS",
          "MAX_THINKING_TOKENS",
          "MAX_MCP_OUTPUT_TOKENS",
          "MCP_TIMEOUT",
          "MCP_TOOL_TIMEOUT",
          "BASH_DEFAULT_TIMEOUT_MS",
          "BASH_MAX_TIMEOUT_MS",
          "BASH_MAX_OUTPUT_LENGTH",
          "DISABLE_AUTOUPDATER",
          "DISABLE_TELEMETRY",
          "DISABLE_ERROR_REPORTING",
          "DISABLE_COST_WARNINGS",
          "DISABLE_PROMPT_CACHING*",
          "USE_BUILTIN_RIPGREP",
          "IS_SANDBOX",
          "FAKE_CLAUDE_*",
          // authors of commits
          "GIT_AUTHOR_*",
          "GIT_COMMITTER_*",
          "GIT_CONFIG_GLOBAL",
          "GIT_CONFIG_SYSTEM",
          "EMAIL",
          // where toolchains lie
          "JAVA_HOME",
          "JDK_HOME",
          "JAVA25_HOME",
          "MAVEN_HOME",
          "M2_HOME",
          "GRADLE_HOME",
          "GRADLE_USER_HOME",
          "KOTLIN_HOME",
          "SDKMAN_DIR",
          "GOPATH",
          "GOROOT",
          "GOBIN",
          "GOCACHE",
          "GOMODCACHE",
          "GOPROXY",
          "GOTOOLCHAIN",
          "CARGO_HOME",
          "RUSTUP_HOME",
          "RUSTUP_TOOLCHAIN",
          "NVM_DIR",
          "NVM_BIN",
          "FNM_DIR",
          "VOLTA_HOME",
          "PNPM_HOME",
          "BUN_INSTALL",
          "DENO_DIR",
          "DENO_INSTALL",
          "PYENV_ROOT",
          "PIPX_HOME",
          "UV_CACHE_DIR",
          "POETRY_HOME",
          "RBENV_ROOT",
          "GEM_HOME",
          "GEM_PATH",
          "ASDF_DIR",
          "ASDF_DATA_DIR",
          "MISE_DATA_DIR",
          "DOTNET_ROOT",
          "ANDROID_HOME",
          "ANDROID_SDK_ROOT",
          "NIX_PATH",
          "NIX_PROFILES",
          "PKG_CONFIG_PATH",
          "LD_LIBRARY_PATH",
          "PLAYWRIGHT_BROWSERS_PATH",
          "AGENTPOOL_DAEMON_HOME");

  private static final Map<String, List<String>> OF_PROVIDERS =
      Map.of(
          "CLAUDE_CODE_USE_BEDROCK", List.of("AWS_*"),
          "CLAUDE_CODE_USE_MANTLE", List.of("AWS_*"),
          "CLAUDE_CODE_USE_ANTHROPIC_AWS", List.of("AWS_*"),
          "CLAUDE_CODE_USE_VERTEX",
              List.of("GOOGLE_*", "GCLOUD_*", "CLOUDSDK_*", "CLOUD_ML_REGION", "VERTEX_*"),
          "CLAUDE_CODE_USE_FOUNDRY", List.of("AZURE_*"));

  private PassedVariables() {}

  /** The names and patterns that hold for agents of these settings in this environment. */
  public static List<String> patterns(Settings settings, Map<String, String> environment) {
    List<String> patterns = new ArrayList<>(USUAL);
    OF_PROVIDERS.forEach((variable, its) -> {
      if (environment.containsKey(variable)) {
        patterns.addAll(its);
      }
    });
    settings.find(SettingKeys.INHERIT_ENVIRONMENT).ifPresent(patterns::addAll);
    return patterns;
  }

  /** What agents of these settings get of an environment, sorted. */
  public static Map<String, String> of(Settings settings, Map<String, String> environment) {
    List<String> patterns = patterns(settings, environment);
    Map<String, String> passed = new TreeMap<>();
    environment.forEach((name, value) -> {
      if (patterns.stream().anyMatch(pattern -> matches(pattern, name))) {
        passed.put(name, value);
      }
    });
    return passed;
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
