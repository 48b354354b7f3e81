package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
    @JsonPropertyDescription("who says so") Optional<String> source) {}
