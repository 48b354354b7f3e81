package dev.agentpool.provider.acp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** opencode, by {@code opencode acp}. */
class RealOpencodeTest extends RealAcpContract {
  RealOpencodeTest() {
    super(
        ShippedClis.named("opencode"),
        "opencode",
        new Tools("bash", "write", "filePath", "content"));
  }

  @Override
  protected Fault limit() {
    return Fault.silent();
  }

  @Override
  protected Fault serverError() {
    return Fault.silent();
  }

  /** It begins again and again, after longer and longer waits. */
  @Override
  protected Fault cut() {
    return Fault.silent();
  }

  @Override
  Map<String, String> environment() {
    return Map.of("OPENCODE_DISABLE_MODELS_FETCH", "true");
  }

  @Override
  Map<String, Object> shell(String command) {
    return Map.of("command", command, "description", "as told");
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".config/opencode/opencode.json"),
        """
        {'autoupdate':false,'share':'disabled','model':'lab/mock-model','provider':{'lab':{
         'npm':'@ai-sdk/openai-compatible','name':'lab','options':{'baseURL':'%sv1','apiKey':'dummy'},
         'models':{'mock-model':{'name':'mock-model','tool_call':true,'limit':{'context':200000,'output':8000}}}}}}
        """
            .formatted(base()));
  }
}
