package studio.latent.engine.train;

import java.math.BigDecimal;

/// The statements that apply an optimizer to all weights at once.
///
/// They read `d` (weights outside of the gradient graph), `gl` (gradients), `m`, `v` (moments), `t` (a step count for
/// each weight, 0-d float32), `lr`.
final class OptimizerScript {
    private static final String EPSILON = "0.00000001";

    private OptimizerScript() {}

    static String statements(TrainingSpec spec) {
        return switch (spec.optimizer()) {
            case ADAMW -> fusedAdam("_fused_adamw_", spec);
            case ADAM -> fusedAdam("_fused_adam_", spec);
            case SGD -> sgd(spec);
            case RMSPROP -> rmsProp(spec);
            case LAMB -> lamb(spec);
        };
    }

    private static String fusedAdam(String operation, TrainingSpec spec) {
        return """
                    torch._foreach_add_(t, 1)
                    torch.%s(d, gl, m, v, annotate(List[Tensor], []), t, lr=lr, beta1=%s, beta2=%s, weight_decay=%s, eps=%s, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
                """.formatted(
                        operation, number(spec.beta1()), number(spec.beta2()), number(spec.weightDecay()), EPSILON);
    }

    private static String decayIntoGradient(TrainingSpec spec) {
        return spec.weightDecay() == 0
                ? ""
                : "    torch._foreach_add_(gl, d, alpha=" + number(spec.weightDecay()) + ")\n";
    }

    /// m ← β₁ m + g; w ← w − lr·m.
    private static String sgd(TrainingSpec spec) {
        return decayIntoGradient(spec) + """
                    torch._foreach_mul_(m, %s)
                    torch._foreach_add_(m, gl, alpha=1)
                    torch._foreach_add_(d, m, alpha=torch.neg(lr))
                """.formatted(number(spec.beta1()));
    }

    /// v ← β₂ v + (1 − β₂) g²; w ← w − lr·g / (√v + ε).
    private static String rmsProp(TrainingSpec spec) {
        return decayIntoGradient(spec) + """
                    torch._foreach_mul_(m, %s)
                    torch._foreach_addcmul_(m, gl, gl, %s)
                    roots = torch._foreach_sqrt(m)
                    torch._foreach_add_(roots, %s)
                    torch._foreach_addcdiv_(d, gl, roots, torch.neg(lr))
                """.formatted(number(spec.beta2()), number(1 - spec.beta2()), EPSILON);
    }

    /// Adam's direction with weight decay, scaled a weight array at a time by ‖w‖ / ‖direction‖.
    private static String lamb(TrainingSpec spec) {
        return """
                    torch._foreach_add_(t, 1)
                    torch._foreach_lerp_(m, gl, %s)
                    torch._foreach_mul_(v, %s)
                    torch._foreach_addcmul_(v, gl, gl, %s)
                    c1 = torch.rsub(torch.pow(%s, t[0]), 1)
                    c2 = torch.rsub(torch.pow(%s, t[0]), 1)
                    for j in range(torch.len(d)):
                      w = d[j]
                      adam = torch.div(torch.div(m[j], c1), torch.add(torch.sqrt(torch.div(v[j], c2)), %s))
                      u = torch.add(adam, w, alpha=%s)
                      wn = torch.linalg_vector_norm(w)
                      un = torch.linalg_vector_norm(u)
                      ratio = torch.where(torch.gt(torch.mul(wn, un), 0), torch.div(wn, un), torch.ones_like(wn))
                      _1 = torch.add_(w, torch.mul(u, ratio), alpha=torch.neg(lr))
                """.formatted(
                        number(1 - spec.beta1()),
                        number(spec.beta2()),
                        number(1 - spec.beta2()),
                        number(spec.beta1()),
                        number(spec.beta2()),
                        EPSILON,
                        number(spec.weightDecay()));
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }
}
