package dev.agentpool.provider.acp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Gemini CLI, by {@code gemini --acp}. */
class RealGeminiTest extends RealAcpContract {
  RealGeminiTest() {
    super(
        ShippedClis.GEMINI,
        "gemini",
        new Tools("run_shell_command", "write_file", "file_path", "content"));
  }

  @Override
  Map<String, String> environment() {
    return Map.of("GEMINI_API_KEY", "dummy", "GOOGLE_GEMINI_BASE_URL", api.baseUrl().toString());
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".gemini/settings.json"),
        """
        {'security':{'auth':{'selectedType':'gemini-api-key'}},'general':{'enableAutoUpdate':false},
         'privacy':{'usageStatisticsEnabled':false}}
        """);
  }
}
