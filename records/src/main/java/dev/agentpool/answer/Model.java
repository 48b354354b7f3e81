package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model that an agent CLI can be told to use, and what its tokens cost.
 *
 * @param model its id; one that ends in a star stands for all that begin so
 * @param vendor whose it is; empty when nobody said
 * @param longAboveTokens from how many input tokens on a request costs more; empty when none does
 * @param date as of which the price is known; empty when nobody said
 * @param source who says so; empty when the price is not known
 * @param displayName empty when no list of models has it, as what follows
 * @param listedOn as of when its list is
 * @param listedBy where its list comes from
 */
public record Model(
    String provider,
    @JsonPropertyDescription("its id; one that ends in * stands for all that begin so")
        String model,
    Optional<String> vendor,
    @JsonPropertyDescription("whether there is a price; the figures are of a million tokens")
        boolean priceKnown,
    OptionalLong inputMicrodollars,
    OptionalLong cachedInputMicrodollars,
    OptionalLong cacheWriteMicrodollars,
    OptionalLong outputMicrodollars,
    @JsonPropertyDescription("from how many input tokens on a request costs more")
        OptionalLong longAboveTokens,
    @JsonPropertyDescription("as of which the price is known") Optional<String> date,
    @JsonPropertyDescription("who says so") Optional<String> source,
    @JsonPropertyDescription("for people") Optional<String> displayName,
    @JsonPropertyDescription("other ids of the same model") List<String> aliases,
    @JsonPropertyDescription("how hard it can be told to think; none where nobody said")
        List<String> efforts,
    @JsonPropertyDescription("which of them it takes by itself") Optional<String> defaultEffort,
    @JsonPropertyDescription("as of when the list of models is that has it")
        Optional<String> listedOn,
    @JsonPropertyDescription("where that list comes from") Optional<String> listedBy) {
  public Model {
    aliases = List.copyOf(aliases);
    efforts = List.copyOf(efforts);
  }
}
