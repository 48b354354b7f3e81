package dev.agentpool.provider.acp;

import dev.agentpool.provider.rpc.ProviderBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Factory's droid with a model of its own, by {@code droid exec --output-format acp}. */
class RealDroidTest extends RealAcpContract {
  RealDroidTest() {
    super(
        ShippedClis.named("droid-cli"),
        "droid",
        new Tools("Execute", "Create", "file_path", "content"));
  }

  @Override
  protected ProviderBench bench(Path place) {
    return super.bench(place).with("model", "custom:mock-0");
  }

  /** It passes on the words, not the header. */
  @Override
  protected boolean tellsWhenALimitEnds() {
    return false;
  }

  @Override
  protected Fault serverError() {
    return Fault.silent();
  }

  @Override
  Map<String, Object> shell(String command) {
    return Map.of(
        "command",
        command,
        "summary",
        "as told",
        "timeout",
        60,
        "riskLevel",
        "low",
        "riskLevelReason",
        "a test");
  }

  @Override
  Map<String, String> environment() {
    return Map.of("FACTORY_AIRGAP_ENABLED", "true");
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".factory/settings.json"),
        """
        {'customModels':[{'model':'mock-model','id':'custom:mock-0','displayName':'mock','baseUrl':'%sv1',
         'apiKey':'dummy','provider':'generic-chat-completion-api','maxOutputTokens':8000}]}
        """
            .formatted(base()));
  }
}
