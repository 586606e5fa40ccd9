package studio.latent.engine.train;

/// How a step turns gradients into new weights.
public enum Optimizer {
    /// Adam with decoupled weight decay (Loshchilov & Hutter 2019).
    ADAMW(2),
    /// Kingma & Ba 2015; weight decay is added to the gradient.
    ADAM(2),
    /// Stochastic gradient descent; β₁ is the momentum.
    SGD(1),
    /// Tieleman & Hinton 2012; β₂ is the smoothing constant.
    RMSPROP(1),
    /// Layer-wise adaptive moments for large batches (You et al. 2020).
    LAMB(2);

    private final int moments;

    Optimizer(int moments) {
        this.moments = moments;
    }

    /// Arrays of the weights' shapes that the optimizer keeps: `m`, then `v`.
    int moments() {
        return moments;
    }
}
