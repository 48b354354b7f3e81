package dev.agentpool.node.pause;

import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What exactly stands still. A provider is the same for two slots when they run the same command
 * with the same log-in: another key, another address, another folder of settings is another one.
 */
public final class PauseKey {
  /**
   * Variables by which a CLI finds its log-in, its model API and itself; none is kept, only a hash.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          "ANTHROPIC_.*|CLAUDE_CODE_OAUTH_TOKEN|CLAUDE_CODE_USE_.*|CLAUDE_CONFIG_DIR|CODEX_HOME|HOME|PATH|.*_API_KEY"
              + "|.*_AUTH_TOKEN|.*_BASE_URL|AWS_(?:PROFILE|REGION|ACCESS_KEY_ID)|GOOGLE_.*|HTTPS?_PROXY",
          Pattern.CASE_INSENSITIVE);

  private PauseKey() {}

  /**
   * @param environment of every agent, over which the settings lay theirs
   */
  public static String ofProvider(String name, Settings settings, Map<String, String> environment) {
    Map<String, String> telling = new TreeMap<>();
    environment.forEach((key, value) -> add(telling, key, value));
    settings
        .find(SettingKeys.ENVIRONMENT)
        .ifPresent(more -> more.forEach((key, value) -> add(telling, key, value.toString())));
    String all = settings.find(SettingKeys.COMMAND).orElse("") + "\n" + telling;
    return name + "@" + hash(all);
  }

  private static void add(Map<String, String> telling, String key, String value) {
    if (TELLING.matcher(key).matches()) {
      telling.put(key, value);
    }
  }

  public static String ofProject(PoolId pool) {
    return "project@" + pool.value();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
