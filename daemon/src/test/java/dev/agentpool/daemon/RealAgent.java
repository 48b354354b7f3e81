package dev.agentpool.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.testkit.InstalledAgents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent CLI as it is installed, and how it is made to ask a model API on loopback and nobody
 * else.
 *
 * @param provider what agentpool calls it
 * @param installed what {@code scripts/install-agents} calls it
 * @param shell the name of its tool that runs a command
 * @param input the other members that this tool wants beside the command
 * @param variables its environment; {@code BASE} stands for the address of the model API
 * @param file its configuration in the user's home
 * @param configuration what stands there, with apostrophes for quotes
 * @param atOnce whether another process goes on with a conversation that has just begun
 */
record RealAgent(
    String provider,
    String installed,
    String shell,
    Map<String, Object> input,
    Map<String, String> variables,
    String file,
    String configuration,
    boolean atOnce) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static RealAgent of(String provider) {
    return switch (provider) {
      case "codex-cli" ->
          new RealAgent(
              provider,
              "codex",
              "exec_command",
              Map.of(
                  "yield_time_ms",
                  20_000,
                  "sandbox_permissions",
                  "require_escalated",
                  "justification",
                  "to see"),
              Map.of("FAKE_KEY", "dummy"),
              ".codex/config.toml",
              """
              model = 'gpt-5.5'
              model_provider = 'fake'
              [model_providers.fake]
              name = 'fake'
              base_url = 'BASE/v1'
              env_key = 'FAKE_KEY'
              wire_api = 'responses'
              request_max_retries = 0
              stream_max_retries = 1
              """,
              true);
      case "opencode" ->
          new RealAgent(
              provider,
              "opencode",
              "bash",
              Map.of("description", "as told"),
              Map.of("OPENCODE_DISABLE_MODELS_FETCH", "true"),
              ".config/opencode/opencode.json",
              """
              {'autoupdate':false,'share':'disabled','model':'lab/mock-model','provider':{'lab':{
               'npm':'@ai-sdk/openai-compatible','name':'lab',
               'options':{'baseURL':'BASE/v1','apiKey':'dummy'},
               'models':{'mock-model':{'name':'mock-model','tool_call':true,
                'limit':{'context':200000,'output':8000}}}}}}
              """,
              true);
      case "gemini-cli" ->
          new RealAgent(
              provider,
              "gemini",
              "run_shell_command",
              Map.of(),
              Map.of("GEMINI_API_KEY", "dummy", "GOOGLE_GEMINI_BASE_URL", "BASE"),
              ".gemini/settings.json",
              """
              {'security':{'auth':{'selectedType':'gemini-api-key'}},
               'general':{'enableAutoUpdate':false,'maxAttempts':2},
               'privacy':{'usageStatisticsEnabled':false}}
              """,
              false);
      case "qwen-code" ->
          new RealAgent(
              provider,
              "qwen",
              "run_shell_command",
              Map.of("is_background", false),
              Map.of(
                  "OPENAI_API_KEY",
                  "dummy",
                  "OPENAI_BASE_URL",
                  "BASE/v1",
                  "OPENAI_MODEL",
                  "mock-model"),
              ".qwen/settings.json",
              """
              {'privacy':{'usageStatisticsEnabled':false},'general':{'enableAutoUpdate':false},
               'security':{'auth':{'selectedType':'openai'}}}
              """,
              true);
      case "copilot-cli" ->
          new RealAgent(
              provider,
              "copilot",
              "bash",
              Map.of("description", "as told"),
              Map.of(
                  "COPILOT_PROVIDER_BASE_URL",
                  "BASE/v1",
                  "COPILOT_PROVIDER_API_KEY",
                  "dummy",
                  "COPILOT_MODEL",
                  "mock-model",
                  "COPILOT_OFFLINE",
                  "true"),
              ".copilot/unused",
              "",
              true);
      case "droid-cli" ->
          new RealAgent(
              provider,
              "droid",
              "Execute",
              Map.of(
                  "summary",
                  "as told",
                  "timeout",
                  60,
                  "riskLevel",
                  "high",
                  "riskLevelReason",
                  "a test"),
              Map.of("FACTORY_AIRGAP_ENABLED", "true"),
              ".factory/settings.json",
              """
              {'customModels':[{'model':'mock-model','id':'custom:mock-0','displayName':'mock',
                'baseUrl':'BASE/v1','apiKey':'dummy','provider':'generic-chat-completion-api',
                'maxOutputTokens':8000}]}
              """,
              true);
      default -> throw new IllegalArgumentException(provider);
    };
  }

  /** The daemon's agents are this one from now on; where it is not installed the test is over. */
  void install(DaemonProcess daemon, Path home, String base) throws IOException {
    List<String> command = InstalledAgents.ofThisMachine().command(installed).orElse(List.of());
    assumeTrue(!command.isEmpty(), installed + " is not installed");
    Path program = entry(Path.of(command.getLast()));
    if (command.size() > 1) {
      Path node = Path.of(command.getFirst()).getParent();
      daemon.with("PATH", node + ":" + System.getenv("PATH"));
    }
    Map<String, String> all = new HashMap<>(variables);
    all.put("HTTPS_PROXY", "http://127.0.0.1:9");
    all.put("NO_PROXY", "127.0.0.1,localhost");
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[settings]\nprovider = \"%s\"\ncommand = \"%s\"\n%s[settings.environment]\n%s\n"
            .formatted(
                provider,
                program,
                provider.equals("droid-cli") ? "model = \"custom:mock-0\"\n" : "",
                all.entrySet().stream()
                    .map(one ->
                        one.getKey() + " = \"" + one.getValue().replace("BASE", base) + "\"\n")
                    .collect(Collectors.joining())));
    Path written = home.resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, configuration.replace('\'', '"').replace("BASE", base));
  }

  /** What a person calls. */
  private static Path entry(Path program) {
    Path entry = program.resolveSibling("cli-entry.js");
    return Files.exists(entry) ? entry : program;
  }

  /** What a prompt says so that the model has this command run. */
  String runs(String command) {
    Map<String, Object> all = new LinkedHashMap<>(input);
    all.put(provider.equals("codex-cli") ? "cmd" : "command", command);
    return "@@tool " + shell + " " + JSON.writeValueAsString(all) + "@@";
  }
}
