"""sweep.py BIN n0 [kinds]: user time, peak at n,2n,4n,8n of check a.yaml --ruleset x.regels (and fmt)"""
import sys,os,subprocess
from run import run
import gen
T=sys.argv[1]; n0=int(sys.argv[2]); kinds=sys.argv[3:] or subprocess.run(['python3','gen.py','--list'],capture_output=True,text=True).stdout.split()
open('./a.yaml','w').write('periode: 2026\ngemeenten:\n- {naam: Aa, woningen: 97, sociaal: 31, krimp: nee}\n')
cmd=os.environ.get('CMD','check')
for k in kinds:
    row=[]; size=0
    for m in (1,2,4,8):
        t=gen.kind(k,n0*m); open('./s.regels','w').write(t); size=len(t)
        args=[T,'check','./a.yaml','--ruleset','./s.regels','--level','never'] if cmd=='check' else [T,'fmt','--check','./s.regels'] if cmd=='fmt' else [T,'check','./a.yaml','--ruleset','./s.regels','--level','never','--format','json']
        rc,u,mem,o=run(args,timeout=20,keep=True)
        row.append((rc,u,mem,len(o)))
    flag=''
    if row[-1][1]>0.3 and row[-1][1]>3*row[-2][1]: flag+=' SQUARE'
    if row[-1][1]>1.5: flag+=' SLOW'
    if row[-1][2]>20*size/1e6+22: flag+=' MEM'
    print(f"{k:18} {size/1e3:7.0f}kB "+' | '.join(f'{rc} {u:.2f}s {m:.0f}MB {o//1000}k' for rc,u,m,o in row)+flag,flush=True)
