package dev.agentpool.provider.acp;

import java.util.Map;

/** GitHub's copilot with a model provider of its own, by {@code copilot --acp}. */
class RealCopilotTest extends RealAcpContract {
  RealCopilotTest() {
    super(
        ShippedClis.named("copilot-cli"),
        "copilot",
        new Tools("bash", "create", "path", "file_text"));
  }

  @Override
  Map<String, Object> shell(String command) {
    return Map.of("command", command, "description", "as told");
  }

  /** It passes on the words, not the header. */
  @Override
  protected boolean tellsWhenALimitEnds() {
    return false;
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "COPILOT_PROVIDER_BASE_URL", base() + "v1",
        "COPILOT_PROVIDER_API_KEY", "dummy",
        "COPILOT_MODEL", "mock-model",
        "COPILOT_OFFLINE", "true");
  }
}
