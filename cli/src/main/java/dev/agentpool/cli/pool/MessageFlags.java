package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who sends a message. An agent in a slot has the slot's name and token in its environment and
 * sends in that name; everyone else is the user, or who they say.
 */
final class MessageFlags {
  @Option(
      names = "--from",
      paramLabel = "NAME",
      description = "Who says it: an agent's slot, else \"user\".")
  @Nullable String from;

  Json send(Surroundings here, String path, JsonObject request, String content) {
    String text = content.equals("-") ? Inputs.standardInput(here) : content;
    if (text.isBlank()) {
      throw CliException.usage("the message is empty");
    }
    Map<String, String> environment = here.environment();
    String slot = environment.getOrDefault("AGENTPOOL_SLOT", "");
    String sender = from != null ? from : slot.isEmpty() ? "user" : slot;
    request.put("from", sender).put("content", text);
    return here.daemon().post(path, request);
  }
}
