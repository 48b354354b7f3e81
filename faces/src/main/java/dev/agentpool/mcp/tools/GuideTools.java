package dev.agentpool.mcp.tools;

import dev.agentpool.answer.CatalogVerdict;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.GuidanceRows;
import dev.agentpool.operation.ModelRows;
import dev.agentpool.request.CatalogPath;
import java.nio.file.Path;
import java.util.List;

/** What to read before one delegates, as a tool for clients without resources. */
final class GuideTools {
  private GuideTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.doing(
                GuidanceRows.PREFERENCES,
                "get_delegation_preferences",
                "The person's preferences",
                "How the person wants work to be delegated. Read it before you choose a provider.")
            .in(Toolset.DEFAULT)
            .reads(),
        validate());
  }

  private static Tool validate() {
    return Tool.of(
            "validate_model_catalog",
            "Check a file of models",
            "Tells what is wrong with a JSON file of models, each with its place in it.")
        .with(ModelRows.VALIDATE, CatalogVerdict.class)
        .takes(Fields.NONE.need("path", Schema.text("the file, from the project's root")))
        .in(Toolset.USAGE)
        .reads()
        .does(call -> {
          if (call.fromNetwork()) {
            throw new Refused(
                Refused.Kind.FORBIDDEN,
                "forbidden",
                "files of this machine are not read over the network");
          }
          Path file = call.standing().directory().resolve(call.text("path")).normalize();
          return Answer.of(call.ask(ModelRows.VALIDATE, new CatalogPath(file.toString())));
        });
  }
}
