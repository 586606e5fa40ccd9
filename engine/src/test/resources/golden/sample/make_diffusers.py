# Makes the golden numbers of the samplers with Hugging Face diffusers. Usage: make_diffusers.py diffusers.json
import json, sys, importlib
import numpy as np, torch, diffusers
from diffusers import (DDPMScheduler, DDIMScheduler, EulerDiscreteScheduler, EulerAncestralDiscreteScheduler,
    HeunDiscreteScheduler, DPMSolverMultistepScheduler, DPMSolverSinglestepScheduler, UniPCMultistepScheduler,
    LCMScheduler, FlowMatchEulerDiscreteScheduler, EDMEulerScheduler, EDMDPMSolverMultistepScheduler)
SEED = 20; SHAPE = (2, 1, 2, 3); N = 12
g = np.random.default_rng(SEED)
start = torch.tensor(g.standard_normal(SHAPE)); noises = torch.tensor(g.standard_normal((40,) + SHAPE))
mean = torch.tensor(np.round(g.uniform(-.5, .5, (1, 1, 2, 3)), 3)); dev = torch.tensor(np.round(g.uniform(.2, .8, (1, 1, 2, 3)), 3))

def denoised(xt, a, b):
    return mean + a * dev**2 * (xt - a * mean) / (a**2 * dev**2 + b**2) + 0.05 * torch.tanh(torch.roll(xt.flatten(1), 1, 1).reshape(xt.shape))
def net(kind, xt, a, b):
    D = denoised(xt, a, b)
    if kind == "sample": return D
    if kind == "flow": return (xt - D) / b
    e = (xt - a * D) / b
    return e if kind == "epsilon" else a * e - b * D

class Noise:
    step = 0
    def __call__(self, *a, **k): return noises[self.step].clone()
noise = Noise()
for name in ["ddpm", "ddim", "euler_discrete", "euler_ancestral_discrete", "heun_discrete", "dpmsolver_multistep",
             "dpmsolver_singlestep", "lcm", "unipc_multistep", "flow_match_euler_discrete", "edm_dpmsolver_multistep", "edm_euler"]:
    m = importlib.import_module("diffusers.schedulers.scheduling_" + name)
    if hasattr(m, "randn_tensor"): m.randn_tensor = noise

BETAS = dict(linear=dict(beta_schedule="linear", beta_start=1e-4, beta_end=.02), cosine=dict(beta_schedule="squaredcos_cap_v2"),
             **{"scaled-linear": dict(beta_schedule="scaled_linear", beta_start=.00085, beta_end=.012)},
             sigmoid=dict(beta_schedule="sigmoid", beta_start=1e-4, beta_end=.02))
cases = []
def run(name, cls, kind, schedule, steps, frame, set_kw=None, step_kw=None, **kw):
    cfg = dict(BETAS.get(schedule, {})); cfg.update(kw)
    if frame not in ("flow", "edm"): cfg["prediction_type"] = {"v": "v_prediction"}.get(kind, kind)
    s = cls(**cfg); s.set_timesteps(steps, **(set_kw or {}))
    n = len(s.timesteps); used = []
    def ab(i, t):
        if frame == "table":
            p = s.alphas_cumprod[int(t)].double(); return p.sqrt(), (1 - p).sqrt()
        sg = s.sigmas[i].double(); a = 1 / (1 + sg**2).sqrt(); return a, a * sg
    x = start.clone()
    if frame == "ve": x = x * s.sigmas[0].double()
    if frame == "edm": x = x * s.sigmas[0].double()
    for i, t in enumerate(s.timesteps):
        noise.step = i
        if frame == "flow":
            sg = s.sigmas[i].double(); out = net("flow", x, 1 - sg, sg); used.append(float(sg)); 
        elif frame == "edm":
            sg = s.sigmas[i].double(); xin = s.scale_model_input(x, t)
            D = denoised(x, torch.tensor(1.0), sg); d2 = 0.25; used.append(float(sg))
            out = (D - d2 / (sg**2 + d2) * x) / (sg * .5 / (sg**2 + d2).sqrt())
        else:
            xin = s.scale_model_input(x, t) if frame == "ve" else x
            a, b = ab(i, t); used.append(float(b / a)); out = net(kind, xin, a, b)
        x = s.step(out, t, x, **(step_kw or {})).prev_sample
    sig = list(used)
    if hasattr(s, "sigmas") and frame != "table" and len(s.sigmas) == n + 1: sig.append(float(s.sigmas[-1]))
    cases.append(dict(name=name, prediction=kind, schedule=schedule, steps=steps, sigmas=sig,
        timesteps=[float(t) for t in s.timesteps], frame=frame, result=x.double().flatten().tolist()))
    print(name, kind, schedule, steps, [round(float(t), 2) for t in s.timesteps][:4], sig[:2], sig[-2:], x.flatten()[:3].tolist())

T = dict(timestep_spacing="linspace")
run("ddpm small", DDPMScheduler, "epsilon", "linear", 10, "table", clip_sample=False, **T)
run("ddpm large", DDPMScheduler, "epsilon", "linear", 10, "table", clip_sample=False, variance_type="fixed_large", **T)
run("ddpm small", DDPMScheduler, "v", "cosine", 10, "table", clip_sample=False, **T)
run("ddpm small", DDPMScheduler, "sample", "sigmoid", 28, "table", clip_sample=False, **T)
L = dict(timestep_spacing="leading", clip_sample=False)
for kind, sch, n in [("epsilon", "linear", 20), ("v", "cosine", 10), ("sample", "scaled-linear", 25)]:
    run("ddim 0", DDIMScheduler, kind, sch, n, "table", **L)
run("ddim 0.7", DDIMScheduler, "epsilon", "linear", 20, "table", step_kw=dict(eta=.7), **L)
run("ddim 1", DDIMScheduler, "v", "cosine", 20, "table", step_kw=dict(eta=1.0), **L)
run("ddim 0 clipped", DDIMScheduler, "epsilon", "linear", 20, "table", step_kw=dict(use_clipped_model_output=True), timestep_spacing="leading", clip_sample=True, clip_sample_range=.4)
for nm, cls in [("euler", EulerDiscreteScheduler), ("euler ancestral", EulerAncestralDiscreteScheduler), ("heun", HeunDiscreteScheduler)]:
    run(nm, cls, "epsilon", "linear", 10, "ve", **T)
    run(nm, cls, "v", "scaled-linear", 28, "ve", **T)
run("euler karras", EulerDiscreteScheduler, "epsilon", "linear", 12, "ve", use_karras_sigmas=True, **T)
run("euler exponential", EulerDiscreteScheduler, "epsilon", "linear", 12, "ve", use_exponential_sigmas=True, **T)
run("heun karras", HeunDiscreteScheduler, "epsilon", "linear", 12, "ve", use_karras_sigmas=True, **T)
D = dict(algorithm_type="dpmsolver++", solver_type="midpoint", final_sigmas_type="zero", **T)
for n, kind, sch in [(9, "epsilon", "linear"), (27, "v", "cosine")]:
    run("2m", DPMSolverMultistepScheduler, kind, sch, n, "vp", solver_order=2, **D)
    run("3m", DPMSolverMultistepScheduler, kind, sch, n, "vp", solver_order=3, **D)
    run("2m sde", DPMSolverMultistepScheduler, kind, sch, n, "vp", solver_order=2, **{**D, "algorithm_type": "sde-dpmsolver++"})
    for o in (2, 3):
        for v in ("bh1", "bh2"):
            run(f"unipc {o} {v}", UniPCMultistepScheduler, kind, sch, n, "vp", solver_order=o, solver_type=v, final_sigmas_type="zero" if v == "bh2" else "sigma_min", **T)
run("2m karras", DPMSolverMultistepScheduler, "epsilon", "linear", 12, "vp", solver_order=2, use_karras_sigmas=True, **D)
run("2s exponential", DPMSolverSinglestepScheduler, "epsilon", "linear", 10, "vp", solver_order=2, use_exponential_sigmas=True,
    algorithm_type="dpmsolver++", solver_type="midpoint", final_sigmas_type="zero")
run("lcm", LCMScheduler, "epsilon", "linear", 4, "table", set_kw=dict(original_inference_steps=50), clip_sample=False)
run("euler flow", FlowMatchEulerDiscreteScheduler, "flow", "flow", 10, "flow")
run("euler edm", EDMEulerScheduler, "edm", "edm", 12, "edm")
run("2m edm", EDMDPMSolverMultistepScheduler, "edm", "edm", 12, "edm", final_sigmas_type="zero")
tables = {}
for nm, kw in BETAS.items():
    s = DDPMScheduler(**kw); ts = [0, 1, 10, 250, 500, 750, 990, 998, 999]
    tables[nm] = dict(steps=ts, alphaBar=[float(s.alphas_cumprod[t]) for t in ts])
# sigma -> time, unrounded: the timesteps that Euler gives to its Karras sigmas are in its case
from diffusers.guiders.guider_utils import rescale_noise_cfg
gc, gu = noises[30], noises[31]; w, phi = 7.5, .7
cfg = gu + w * (gc - gu)
th = DDIMScheduler(thresholding=True, dynamic_thresholding_ratio=.8, sample_max_value=1.5)
big = noises[32] * torch.tensor([2.0, .5]).reshape(2, 1, 1, 1)
json.dump(dict(threshold=dict(percentile=.8, most=1.5, values=big.flatten().tolist(), result=th._threshold_sample(big).flatten().tolist()), tool="Hugging Face diffusers", version=diffusers.__version__, torch=torch.__version__, numpy=np.__version__, seed=SEED,
    tolerance=1e-4, shape=SHAPE, mean=mean.flatten().tolist(), deviation=dev.flatten().tolist(), start=start.flatten().tolist(),
    noise=[n.flatten().tolist() for n in noises], alphaBar=tables, cases=cases,
    rescale=dict(scale=w, rescale=phi, conditional=gc.flatten().tolist(), unconditional=gu.flatten().tolist(), result=rescale_noise_cfg(cfg, gc, phi).flatten().tolist())),
    open(sys.argv[1], "w"), indent=None, separators=(", ", ": "))
