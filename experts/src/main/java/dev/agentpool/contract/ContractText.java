package dev.agentpool.contract;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.HeaderBlock;
import dev.agentpool.paper.HeaderFields;
import dev.agentpool.paper.HeaderText;
import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.UnreadableHeader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads and writes the text of a contract; what was written is read as the same contract. */
public final class ContractText {
  private static final String TYPE = "contract";

  private ContractText() {}

  /** Throws for whatever is no contract, with the first thing that is wrong with it. */
  public static Contract parse(String text) throws UnreadableContract {
    HeaderBlock block;
    try {
      block = HeaderBlock.split(text);
    } catch (UnreadableHeader e) {
      throw new UnreadableContract("splitting frontmatter: " + e.problem());
    }
    try {
      return contract(HeaderFields.parse(block.yaml()), GoText.trimmed(block.body()));
    } catch (UnreadableHeader e) {
      throw new UnreadableContract("parsing YAML frontmatter: " + e.problem());
    }
  }

  private static Contract contract(HeaderFields fields, String body)
      throws UnreadableHeader, UnreadableContract {
    String id = fields.text("id");
    String type = fields.text("type");
    String definedBy = fields.text("defined-by");
    List<String> between = fields.texts("between");
    int version = fields.number("version");
    Instant timestamp = fields.time("timestamp");
    if (id.isEmpty()) {
      throw new UnreadableContract("missing required field: id");
    }
    try {
      ContractId named = new ContractId(id);
      if (!type.equals(TYPE)) {
        throw new UnreadableContract(
            "invalid type " + GoText.quoted(type) + ": must be \"" + TYPE + "\"");
      }
      return new Contract(named, definedBy, between, version, timestamp, body);
    } catch (IllegalArgumentException e) {
      throw new UnreadableContract(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The text of its file.
   *
   * @param now when it is made, if it does not say
   */
  public static String compose(Contract contract, Instant now) {
    return new HeaderText()
        .put("id", contract.id().value())
        .put("type", TYPE)
        .put("defined-by", contract.definedBy())
        .list("between", contract.between())
        .plain("version", Integer.toString(contract.version()))
        .plain("timestamp", Rfc3339.text(Objects.requireNonNullElse(contract.timestamp(), now)))
        .with(contract.body());
  }
}
