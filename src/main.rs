use formcheck::inference::*; use formcheck::recording::*; use std::sync::Arc; use std::io::Read; use formcheck::{frame::Frame,time::Timestamp,pose::Stream};
fn main(){ let a:Vec<String>=std::env::args().collect(); let (w,h,fps):(u32,u32,f64)=(a[2].parse().unwrap(),a[3].parse().unwrap(),a[4].parse().unwrap());
 let mut c=std::process::Command::new("ffmpeg").args(["-v","error","-i",&a[1],"-f","rawvideo","-pix_fmt","rgb24","-"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
 let mut o=c.stdout.take().unwrap(); let mut e=Estimator::load(EstimatorConfig{model:Model::Full,n_workers:2}).unwrap();
 let out=std::fs::File::create(&a[5]).unwrap(); let mut lw=LogWriter::new(out,&LogHeader::new(&a[1],Stream{width:w,height:h},["full","",""])).unwrap();
 let mut k=0; let t0=std::time::Instant::now();
 loop { let mut b=vec![0;(w*h*3) as usize]; if o.read_exact(&mut b).is_err(){break} let f=Arc::new(Frame{at:Timestamp::from_secs(k as f64/fps),width:w,height:h,rgb:b}); k+=1; if let Some((_,s))=e.push(f).unwrap(){lw.push(&rounded(&s)).unwrap()} }
 while let Some((_,s))=e.take().unwrap(){lw.push(&rounded(&s)).unwrap()} lw.finish().unwrap(); println!("{} {} frames {:.2} ms/frame",a[1],k,t0.elapsed().as_secs_f64()*1e3/k as f64);
}
