package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the caller knows about the work. */
final class HintFlags {
  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      description = "The most pieces at once; enforced.")
  @Nullable Integer maxParallel;

  @Option(
      names = "--max-chain-steps",
      paramLabel = "N",
      description = "The most steps of a chain; enforced.")
  @Nullable Integer maxChainSteps;

  @Option(
      names = "--prefer",
      paramLabel = "WHAT",
      description = "What to choose in doubt: single, parallel or chain.")
  @Nullable String prefer;

  @Option(names = "--domain", paramLabel = "TEXT", description = "The kind of work.")
  @Nullable String domain;

  @Option(
      names = "--hint",
      paramLabel = "TEXT",
      description = "Where the work falls into pieces; may be repeated.")
  List<String> hints = new ArrayList<>();

  @Option(names = "--router-model", paramLabel = "NAME", description = "The model that decides.")
  @Nullable String routerModel;

  JsonObject into(JsonObject request) {
    return request
        .putIfThere("max_parallel", maxParallel)
        .putIfThere("max_chain_steps", maxChainSteps)
        .putIfThere("prefer", prefer == null ? null : preferred(prefer))
        .putIfThere("domain", domain)
        .putIfThere("decomposition_hints", hints.isEmpty() ? null : hints)
        .putIfThere("router_model", routerModel);
  }

  private static String preferred(String given) {
    String word = given.startsWith("prefer_") ? given.substring("prefer_".length()) : given;
    return switch (word) {
      case "single", "parallel", "chain" -> "prefer_" + word;
      default ->
          throw CliException.usage(
              "--prefer takes single, parallel or chain, not \"" + given + "\"");
    };
  }
}
