package studio.latent.engine.direction;

/// A way to find a direction.
public enum DirectionMethod {
    /// A direction in which latents vary most. **Source** GANSpace: Härkönen et al. 2020.
    PRINCIPAL_COMPONENT,

    /// A direction that the first weights stretch most. **Source** SeFa: Shen and Zhou 2021.
    WEIGHT_FACTOR,

    /// A direction along which a layer's activations vary most. **Source** GANSpace: Härkönen et al. 2020,
    /// section 2.2.
    ACTIVATION_COMPONENT,

    /// From the middle of the minus side to the middle of the plus side. **Source** Larsen et al. 2016, §4.2.
    MEAN_DIFFERENCE,

    /// Across the plane of a logistic regression.
    LOGISTIC_REGRESSION,

    /// Across the plane of a linear support vector machine. **Source** InterFaceGAN: Shen et al. 2020.
    LINEAR_SVM,

    /// Along what changes an attribute most where a step is made along every axis: see [MeanChange].
    MEAN_CHANGE,

    /// To what images with an attribute have, and images alike in all other attributes have not: see
    /// [PartialDifference].
    PARTIAL_DIFFERENCE;

    /// Whether it finds the direction of an attribute.
    public boolean isOfAttributes() {
        return tellsSidesApart() || this == MEAN_CHANGE || this == PARTIAL_DIFFERENCE;
    }

    /// Whether it finds directions of this space.
    public boolean findsIn(DirectionSpace space) {
        return switch (space) {
            case Z -> this != PARTIAL_DIFFERENCE;
            case W -> this != PARTIAL_DIFFERENCE && this != ACTIVATION_COMPONENT;
            case W_PLUS -> this == MEAN_CHANGE;
            case FEATURE_MAPS -> this == PARTIAL_DIFFERENCE;
        };
    }

    /// Whether it needs latents on two sides.
    public boolean tellsSidesApart() {
        return this == MEAN_DIFFERENCE || this == LOGISTIC_REGRESSION || this == LINEAR_SVM;
    }
}
